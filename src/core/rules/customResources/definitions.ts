import { customType } from '../../schema/customResources.ts';
import type { ObjectType } from '../../schema/fieldTypes.ts';
import type { KubernetesSchema } from '../../schema/kubernetesSchema.ts';
import { child, items, textAt, toValue } from '../../yaml/access.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';

/** The definition of a custom resource that stands among the files. */
export interface CustomDefinition {
  readonly definition: KubernetesDocument;
  /** Versions that it serves, with the type of their objects. */
  readonly types: ReadonlyMap<string, ObjectType>;
}

const known = new WeakMap<KubernetesDocument, CustomDefinition>();

/** The definition of an object's kind; undefined where the files have none. */
export function definitionOf(
  { kind, apiVersion }: Pick<KubernetesDocument, 'kind' | 'apiVersion'>,
  set: ObjectSet,
  schema: KubernetesSchema,
): CustomDefinition | undefined {
  const group = apiGroup({ apiVersion });
  // Groups without a dot are Kubernetes' own.
  if (!group.includes('.')) return undefined;
  const found = set.ofKind('CustomResourceDefinition').find(({ root }) => {
    const spec = child(root, 'spec');
    return textAt(spec, 'group') === group && textAt(child(spec, 'names'), 'kind') === kind;
  });
  return found === undefined ? undefined : customDefinition(found, schema);
}

function customDefinition(
  definition: KubernetesDocument,
  schema: KubernetesSchema,
): CustomDefinition {
  const cached = known.get(definition);
  if (cached !== undefined) return cached;
  const spec = child(definition.root, 'spec');
  const kind = textAt(child(spec, 'names'), 'kind') ?? '';
  const metadata = schema.definition('meta.v1.ObjectMeta');
  const types = items(child(spec, 'versions')).flatMap((version): [string, ObjectType][] => {
    const described = child(child(version, 'schema'), 'openAPIV3Schema');
    if (described === undefined || textAt(version, 'served') === 'false') return [];
    return [[textAt(version, 'name') ?? '', customType(kind, toValue(described), metadata)]];
  });
  const made = { definition, types: new Map(types) };
  known.set(definition, made);
  return made;
}
