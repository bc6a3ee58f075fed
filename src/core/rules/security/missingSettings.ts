import { findPair, textAt } from '../../yaml/access.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { containerPlace, firstKey } from '../places.ts';
import type { Container, PodTemplate } from '../podTemplates.ts';

/** Containers that are written far enough to ask what they lack: they have an image. */
export function writtenContainers({ containers }: PodTemplate): Container[] {
  return containers.filter(({ node }) => textAt(node, 'image') !== undefined);
}

/** Where to mark what a container's `securityContext` lacks. */
export function missingPlace(container: Container): OffsetRange {
  return findPair(container.node, 'securityContext')?.key.range ?? containerPlace(container);
}

/** Where to mark what a Pod's description lacks: the key `spec`. */
export function specPlace({ node }: PodTemplate): OffsetRange {
  return findPair(node, 'spec')?.key.range ?? firstKey(node);
}
