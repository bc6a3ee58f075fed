import { targetOf } from '../../schema/targets.ts';
import type { ObjectType } from '../../schema/fieldTypes.ts';
import type { KubernetesSchema } from '../../schema/kubernetesSchema.ts';
import { resolveAlias, scalar, textAt } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';

/** An object that is named and that the files do not describe. */
export interface OutsideReference {
  readonly kind: string;
  readonly name: YamlScalar;
}

/** What an object names beyond the files. */
export function outsideReferences(
  document: KubernetesDocument,
  { schema, set }: { readonly schema: KubernetesSchema; readonly set: ObjectSet },
): OutsideReference[] {
  const found: OutsideReference[] = [];
  const type = schema.typeOf(document.apiVersion, document.kind);
  if (type !== undefined) visit(document.root, type, 0);
  return found;

  function visit(node: YamlNode, owner: ObjectType, depth: number): void {
    if (node.kind !== 'mapping' || depth > 50) return;
    for (const pair of node.pairs) {
      const field = owner.fields.get(pair.name);
      if (field === undefined) continue;
      const value = resolveAlias(pair.value);
      const name = scalar(value);
      const target = targetOf(owner, pair.name);
      if (name !== undefined && target?.target === 'object') {
        const kinds = target.kinds.length > 1 ? [textAt(node, 'kind') ?? ''] : target.kinds;
        for (const kind of kinds) {
          const isHere = set.ofKind(kind).some((one) => one.name === name.text);
          if (kind !== '' && !isHere) found.push({ kind, name });
        }
      }
      let inner = field.type;
      let nodes: readonly YamlNode[] = [value];
      while (inner.kind === 'list' || inner.kind === 'map') {
        nodes = nodes.flatMap(valuesOf);
        inner = inner.kind === 'list' ? inner.items : inner.values;
      }
      if (inner.kind === 'object') for (const one of nodes) visit(one, inner, depth + 1);
    }
  }
}

function valuesOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'sequence') return node.items.map(resolveAlias);
  return node.kind === 'mapping' ? node.pairs.map(({ value }) => resolveAlias(value)) : [];
}
