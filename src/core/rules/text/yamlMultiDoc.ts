import type { OffsetRange } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import { related } from '../places.ts';
import type { FileRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** Files that a program reads as its configuration, and reads one document of. */
const SINGLE_DOCUMENT: ReadonlyMap<string, string> = new Map([
  ['kustomize.config.k8s.io/Kustomization', 'kustomize'],
  ['kustomize.config.k8s.io/Component', 'kustomize'],
  ['kind.x-k8s.io/Cluster', 'kind'],
  ['/Config', 'kubectl'],
  ['apiserver.config.k8s.io/EncryptionConfiguration', 'the API server'],
  ['apiserver.config.k8s.io/AdmissionConfiguration', 'the API server'],
  ['audit.k8s.io/Policy', 'the API server'],
  ['kubescheduler.config.k8s.io/KubeSchedulerConfiguration', 'the scheduler'],
]);

/** Says that whoever reads this file stops after its first document. */
export const yamlMultiDoc: FileRule = {
  id: 'yaml-multi-doc',
  group: 'text',
  summary: 'Configuration of kustomize, kind, kubectl and the like is one document a file.',
  severity: INFORMATION,
  isFixable: false,
  *checkFile(file) {
    const [first] = file.objects;
    const reader = first === undefined ? undefined : readerOf(first);
    if (first === undefined || reader === undefined) return;
    for (const { root, range } of file.documents) {
      if (root === undefined || range[0] <= first.yaml.range[0]) continue;
      yield {
        range: separatorBefore(file.text, range),
        message:
          `${reader.charAt(0).toUpperCase()}${reader.slice(1)} reads only the first document of ` +
          `this file, the ${first.kind}: what stands below this line is not seen.`,
        related: [related(file, first.kindNode.range, `The ${first.kind}`)],
      };
      return;
    }
  },
};

function readerOf(document: KubernetesDocument): string | undefined {
  return SINGLE_DOCUMENT.get(`${apiGroup(document)}/${document.kind}`);
}

/** A document starts right behind its three dashes. */
function separatorBefore(text: string, [start]: OffsetRange): OffsetRange {
  return text.slice(start - 3, start) === '---' ? [start - 3, start] : [start, start + 1];
}
