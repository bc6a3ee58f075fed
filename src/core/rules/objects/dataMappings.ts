import { child } from '../../yaml/access.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';

/** Kinds whose objects are keys and texts. */
export const DATA_KINDS: readonly string[] = ['ConfigMap', 'Secret'];

const FIELDS = ['data', 'stringData', 'binaryData'] as const;

/** The mappings of a ConfigMap or Secret that hold its keys, with the field each stands under. */
export function dataMappings(
  document: KubernetesDocument,
): { field: (typeof FIELDS)[number]; mapping: YamlMapping }[] {
  if (apiGroup(document) !== '') return [];
  return FIELDS.flatMap((field) => {
    const mapping = child(document.root, field);
    return mapping?.kind === 'mapping' ? [{ field, mapping }] : [];
  });
}
