import { findPair, resolveAlias, textAt } from '../../yaml/access.ts';
import type { YamlNode, YamlPair } from '../../yaml/tree.ts';
import { describe } from '../kubernetesDocument.ts';
import type { Container, PodTemplate } from '../podTemplates.ts';

/** Keys below `securityContext`. */
export type SecurityPath = readonly string[];

/** A value that a Pod or one of its containers writes into its `securityContext`. */
export interface SecuritySetting {
  /** The container that says it; undefined where the Pod says it for all of them. */
  readonly container: Container | undefined;
  readonly pair: YamlPair;
  readonly value: YamlNode;
}

/** What the Pod itself says, which its containers inherit. */
export function podSetting({ spec }: PodTemplate, path: SecurityPath): SecuritySetting | undefined {
  return settingIn(spec, undefined, path);
}

/** What a container says for itself. */
export function containerSetting(
  container: Container,
  path: SecurityPath,
): SecuritySetting | undefined {
  return settingIn(container.node, container, path);
}

/** Everything that is said about a field: by the Pod first, then by each container. */
export function settingsOf(template: PodTemplate, path: SecurityPath): SecuritySetting[] {
  return [podSetting(template, path) ?? [], containerSettings(template, path)].flat();
}

/** What the containers say, for fields that the Pod's own `securityContext` does not have. */
export function containerSettings(
  { containers }: PodTemplate,
  path: SecurityPath,
): SecuritySetting[] {
  return containers.flatMap((container) => containerSetting(container, path) ?? []);
}

/**
 * What counts for a container: its own value, else the Pod's. The field (the first key) is
 * inherited as a whole: a container's `seccompProfile` without a type hides the Pod's.
 */
export function effectiveSetting(
  template: PodTemplate,
  container: Container,
  path: SecurityPath,
): SecuritySetting | undefined {
  const own = containerSetting(container, path.slice(0, 1));
  return own === undefined ? podSetting(template, path) : containerSetting(container, path);
}

/**
 * True while a key on the way to this field has no value yet, or one that cannot be looked into:
 * what is missing there may be about to be typed.
 */
export function isUnfinished(holder: YamlNode | undefined, path: SecurityPath): boolean {
  let node = holder;
  for (const name of ['securityContext', ...path]) {
    if (node?.kind !== 'mapping') return node !== undefined && !isNull(node);
    const pair = findPair(node, name);
    if (pair === undefined) return false;
    node = resolveAlias(pair.value);
    if (node.kind === 'scalar' && node.isAbsent) return true;
  }
  return false;
}

/** How messages name who says something. */
export function holderOf(
  { document }: Pick<PodTemplate, 'document'>,
  container: Container | undefined,
): string {
  return container === undefined
    ? `The Pod of ${describe(document)}`
    : `Container ${container.label}`;
}

/** True for Pods that say that they run on Windows, where most of these fields do not exist. */
export function isWindows({ spec }: PodTemplate): boolean {
  const os = findPair(spec, 'os');
  return os !== undefined && textAt(resolveAlias(os.value), 'name') === 'windows';
}

/** True for `hostUsers: false`: root in such a Pod is nobody on its node. */
export function hasUserNamespace({ spec }: PodTemplate): boolean {
  const hostUsers = findPair(spec, 'hostUsers');
  return hostUsers !== undefined && isFalse(resolveAlias(hostUsers.value));
}

export function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

export function isFalse(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === false;
}

function settingIn(
  holder: YamlNode | undefined,
  container: Container | undefined,
  path: SecurityPath,
): SecuritySetting | undefined {
  let pair: YamlPair | undefined;
  let node = holder;
  for (const name of ['securityContext', ...path]) {
    pair = findPair(node, name);
    if (pair === undefined) return undefined;
    node = resolveAlias(pair.value);
  }
  if (pair === undefined || node === undefined || isNull(node)) return undefined;
  return { container, pair, value: node };
}

/** `null` and nothing at all are the same as a field that is not there. */
function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
