import { child, items, textAt } from '../yaml/access.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { YamlNode } from '../yaml/tree.ts';

/** The fields of a kubeconfig that may be told: names and addresses, nothing that logs in. */
export const KUBECONFIG_FIELDS = ['context', 'cluster', 'server', 'namespace', 'user'] as const;

export type KubeconfigField = (typeof KUBECONFIG_FIELDS)[number];

/** What a kubeconfig says about its current context. A field that is not there is undefined. */
export type KubeconfigFacts = Readonly<Record<KubeconfigField, string | undefined>>;

/** @returns undefined for a text that is no kubeconfig */
export function kubeconfigFacts(text: string): KubeconfigFacts | undefined {
  const [document] = parseYaml(text);
  const root = document?.root;
  if (root?.kind !== 'mapping' || (document?.problems.length ?? 0) > 0) return undefined;
  const context = textAt(root, 'current-context') || undefined;
  const fields = child(named(root, 'contexts', context), 'context');
  const cluster = textAt(fields, 'cluster');
  const server = textAt(child(named(root, 'clusters', cluster), 'cluster'), 'server');
  return {
    context,
    cluster,
    server,
    namespace: textAt(fields, 'namespace'),
    user: textAt(fields, 'user'),
  };
}

function named(root: YamlNode, list: string, name: string | undefined): YamlNode | undefined {
  return items(child(root, list)).find(
    (each) => name !== undefined && textAt(each, 'name') === name,
  );
}
