import { child, pairs } from '../../yaml/access.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';

/** The keys of a ConfigMap or Secret, wherever its values stand. */
export function dataKeys({ root }: KubernetesDocument): string[] {
  const fields = ['data', 'binaryData', 'stringData'];
  return fields.flatMap((field) => pairs(child(root, field)).map(({ name }) => name));
}
