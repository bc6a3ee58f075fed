import { child, items, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { offer } from '../fixes.ts';
import { nearest } from '../nearest.ts';
import type { ObjectRule } from '../rule.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import { ERROR } from '../severities.ts';

/** Fields that list files, folders or URLs. */
const PATH_LISTS = ['resources', 'components', 'bases', 'crds', 'patchesStrategicMerge'];

/** What kustomize fetches instead of reading it from the disk. */
const REMOTE = /^(?:[a-z][\w+.-]*:\/\/|git@)|^[\w.-]+\.[a-z]{2,}\/|[?]ref=|\.git(?:$|[/?])/i;

/** Flags files that a kustomization names and that are not there. */
export const kustomizePath: ObjectRule = {
  id: 'kustomize-path',
  group: 'identity',
  summary: 'The files that a kustomization names must exist.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Kustomization', 'Component'],
  isCrossObject: true,
  *check({ document, files }) {
    if (apiGroup(document) !== 'kustomize.config.k8s.io') return;
    for (const path of paths(document.root)) {
      if (path.text === '' || REMOTE.test(path.text) || files.has(path.text) !== false) continue;
      const near = nearest(path.text, files.beside(path.text));
      yield {
        range: path.range,
        message:
          `There is no "${path.text}" beside this file. kustomize says: "accumulating resources: ` +
          '… no such file or directory", and builds nothing.',
        fixes:
          near === undefined ? [] : offer(document, `Write ${near}`, replaceScalar(path, near)),
      };
    }
  },
};

function paths(root: YamlNode): YamlScalar[] {
  const listed = PATH_LISTS.flatMap((field) => items(child(root, field)));
  const patches = ['patches', 'patchesJson6902', 'replacements'].flatMap((field) =>
    items(child(root, field)).flatMap((item) => child(item, 'path') ?? []),
  );
  return [...listed, ...patches].flatMap((node) => {
    const text = scalar(node);
    // A patch may stand in the list as it is, over several lines.
    return text === undefined || text.style === 'literal' || text.text.includes('\n') ? [] : [text];
  });
}
