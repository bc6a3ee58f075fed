import { child, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { OffsetRange, YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags images without a fixed tag: `latest` moves, so what ran yesterday may not run today. */
export const imageLatest: ObjectRule = {
  id: 'image-latest',
  group: 'resources',
  summary: 'An image should have a fixed tag, not `latest` or none.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { node } of template.containers) {
      const image = scalar(child(node, 'image'));
      if (image === undefined) continue;
      const reference = splitImage(image.text);
      if (reference === undefined || reference.isPinned) continue;
      const { name, tag } = reference;
      const what = tag === undefined ? 'has no tag, which means `latest`' : 'uses the tag `latest`';
      yield {
        range: tag === undefined ? image.range : tagRange(image, tag),
        message:
          `Image "${image.text}" ${what}: the tag moves, so the same file may run something else ` +
          'tomorrow.',
        fixes: [tagFix(document, set, image, name)],
      };
    }
  },
};

interface ImageParts {
  /** Registry and path. */
  readonly name: string;
  readonly tag: string | undefined;
  /** By a digest, or by a tag that is not `latest`. */
  readonly isPinned: boolean;
}

/** Undefined for text that is no image reference, a placeholder for example. */
function splitImage(text: string): ImageParts | undefined {
  const match = /^([\w.-]+(?::\d+(?=\/))?(?:\/[\w.-]+)*)(?::([\w][\w.-]*))?(@\S+)?$/.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const tag = match[2];
  return { name, tag, isPinned: match[3] !== undefined || (tag !== undefined && tag !== 'latest') };
}

function tagRange({ range }: YamlScalar, tag: string): OffsetRange {
  return [range[1] - tag.length, range[1]];
}

/** Tags that exist, for the images that labs use most; whoever applies one still picks their own. */
const KNOWN_TAGS: ReadonlyMap<string, string> = new Map([
  ['alpine', '3.22'],
  ['busybox', '1.37'],
  ['httpd', '2.4'],
  ['memcached', '1.6'],
  ['mongo', '8.0'],
  ['mysql', '8.4'],
  ['nginx', '1.29'],
  ['node', '24'],
  ['postgres', '17'],
  ['python', '3.13'],
  ['rabbitmq', '4.1'],
  ['redis', '8.2'],
]);

/** Offers the tag that another Pod of the set uses, else a known one, else one to be replaced. */
function tagFix(
  document: KubernetesDocument,
  set: ObjectSet,
  image: YamlScalar,
  name: string,
): Fix {
  const used =
    usedTag(set, name) ?? KNOWN_TAGS.get(name.replace(/^(?:docker\.io\/)?(?:library\/)?/, ''));
  const tagged = `${name}:${used ?? '1.0.0'}`;
  const title = used === undefined ? `Use ${tagged} (put in the tag you want)` : `Use ${tagged}`;
  return fix(document, title, [replaceScalar(image, tagged)], { isPreferred: true });
}

function usedTag(set: ObjectSet, name: string): string | undefined {
  const tags: string[] = [];
  for (const pod of set.pods) {
    for (const { node } of pod.containers) {
      const parts = splitImage(scalar(child(node, 'image'))?.text ?? '');
      if (parts?.name === name && parts.isPinned && parts.tag !== undefined) tags.push(parts.tag);
    }
  }
  return tags.toSorted().at(-1);
}
