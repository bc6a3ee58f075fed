import type { KubernetesSchema } from '../../schema/kubernetesSchema.ts';
import { type SchemaFault, schemaFaults } from '../../schema/walk.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectContext } from '../rule.ts';

interface Walked {
  readonly schema: KubernetesSchema;
  readonly faults: readonly SchemaFault[];
}

/** Several rules ask for the faults of the same object: it is walked once. */
const walked = new WeakMap<KubernetesDocument, Walked>();

/** What the schema of an object's kind says against it; nothing for kinds it does not know. */
export function faultsOf({
  document,
  schema,
}: Pick<ObjectContext, 'document' | 'schema'>): readonly SchemaFault[] {
  const known = walked.get(document);
  if (known?.schema === schema) return known.faults;
  const type = schema.typeOf(document.apiVersion, document.kind);
  const isOne = type !== undefined && !isSeveralObjects(document);
  const faults = isOne ? schemaFaults(document.root, type) : [];
  walked.set(document, { schema, faults });
  return faults;
}

/** The faults of one sort. */
export function faultsOfSort<Sort extends SchemaFault['fault']>(
  context: Pick<ObjectContext, 'document' | 'schema'>,
  sort: Sort,
): Extract<SchemaFault, { fault: Sort }>[] {
  return faultsOf(context).filter(
    (one): one is Extract<SchemaFault, { fault: Sort }> => one.fault === sort,
  );
}

/** Two objects without `---` between them are one mapping; see the rule `yaml-missing-separator`. */
function isSeveralObjects({ root }: KubernetesDocument): boolean {
  return root.pairs.filter(({ name }) => name === 'kind').length > 1;
}
