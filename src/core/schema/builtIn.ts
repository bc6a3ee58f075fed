import table from './kubernetes.json' with { type: 'json' };
import { KubernetesSchema } from './kubernetesSchema.ts';
import type { SchemaTable } from './tableFormat.ts';

const TABLE = table as unknown as SchemaTable;

/** Minor versions of Kubernetes whose schemas are known, ascending. */
export const SUPPORTED_MINORS: readonly number[] = TABLE.minors;

const schemas = new Map<number, KubernetesSchema>();

/** The schemas of Kubernetes' own objects in a minor version, by default the newest. */
export function builtInSchema(minor = Infinity): KubernetesSchema {
  const schema = schemas.get(minor) ?? new KubernetesSchema(TABLE, minor);
  schemas.set(minor, schema);
  return schema;
}
