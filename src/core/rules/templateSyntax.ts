import { textAt } from '../yaml/access.ts';
import type { OffsetRange, YamlDocument, YamlNode } from '../yaml/tree.ts';

const HELM_START = /^[ \t]*(?:-[ \t]+)?(?:[\w./-]+:[ \t]+)?\{\{/m;
const HELM_NAME = /\{\{-?\s*(?:\.Values|\.Release|\.Chart|include|template|tpl)\b/;

/** What a shell, `envsubst` or Flux fills in. */
const VARIABLE = /\$\{[A-Za-z_]\w*(?::?[-=?+][^{}]*)?\}/;

/** Fields whose values Kubernetes takes as they are: a variable there is never meant for it. */
const PLAIN_FIELDS: ReadonlySet<string> = new Set([
  ...['apiVersion', 'kind', 'name', 'namespace', 'image', 'replicas', 'host', 'storage'],
  ...['storageClassName', 'containerPort', 'port', 'targetPort', 'nodePort', 'cpu', 'memory'],
]);

/**
 * True for text that a template engine fills in before Kubernetes sees it. Braces inside quotes
 * (alert texts of Prometheus, for example) are data; braces that start a value or a line, and
 * names that only Helm has, are not.
 */
export function isTemplate(source: string): boolean {
  return source.includes('{{') && (HELM_START.test(source) || HELM_NAME.test(source));
}

/** The first place of a document that a tool has to fill in; undefined for plain manifests. */
export function templatePlace(
  text: string,
  { range, root }: Pick<YamlDocument, 'range' | 'root'>,
): OffsetRange | undefined {
  const source = text.slice(...range);
  if (isTemplate(source)) {
    const at = source.search(/\{\{/);
    const end = source.indexOf('}}', at);
    const length = end === -1 ? 2 : end + 2 - at;
    return [range[0] + at, range[0] + at + length];
  }
  if (root === undefined || !source.includes('${')) return undefined;
  return variablePlace(root);
}

function variablePlace(root: YamlNode): OffsetRange | undefined {
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'sequence') pending.push(...node.items.toReversed());
    if (node.kind !== 'mapping') continue;
    for (const { name, value } of node.pairs) {
      if (value.kind === 'scalar' && PLAIN_FIELDS.has(name) && isVariableMeant(node, name)) {
        const match = VARIABLE.exec(value.text);
        if (match !== null) return value.range;
      }
    }
    for (const { name, value } of node.pairs.toReversed()) {
      if (!/^(?:data|stringData|annotations)$/.test(name)) pending.push(value);
    }
  }
  return undefined;
}

/** The `name` of a parameter or header may be anything; one beside a `value` is such a name. */
function isVariableMeant(mapping: YamlNode, name: string): boolean {
  return name !== 'name' || textAt(mapping, 'value') === undefined;
}
