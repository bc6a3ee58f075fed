import type { TypeFault } from '../../schema/walk.ts';

/** Fields about whose values a rule of their own speaks, by type. */
const OWN_RULES: Readonly<Record<string, readonly string[]>> = {
  'core.v1.EnvVar': ['value'],
  'core.v1.ConfigMap': ['data', 'binaryData'],
  'core.v1.Secret': ['data', 'stringData'],
  'core.v1.PodSpec': ['nodeSelector'],
  'core.v1.ServiceSpec': ['selector'],
  'core.v1.ReplicationControllerSpec': ['selector'],
  'meta.v1.ObjectMeta': ['labels', 'annotations'],
  'meta.v1.LabelSelector': ['matchLabels'],
  'core.v1.ResourceRequirements': ['requests', 'limits'],
};

/** True where another rule knows better what is wrong with a value. */
export function hasOwnRule({ owner, field, node }: TypeFault): boolean {
  const isQuantityOfCollection =
    owner.name === 'core.v1.ResourceRequirements' && node.kind !== 'scalar';
  if (OWN_RULES[owner.name]?.includes(field.name) === true) return !isQuantityOfCollection;
  return isCommand(field.name) && node.kind === 'scalar' && typeof node.value === 'string';
}

/** A command in one string; see the rule `command-string`. */
function isCommand(field: string): boolean {
  return field === 'command' || field === 'args';
}

/** True for a plain word or number where text has to stand: the rule `yaml-implicit-type`. */
export function isImplicit({ node, expected }: TypeFault): boolean {
  return (
    expected.kind === 'scalar' &&
    (expected.scalar === 'string' || expected.scalar === 'base64' || expected.scalar === 'time') &&
    node.kind === 'scalar'
  );
}

/** True for a mapping where a list of mappings has to stand: the rule `containers-not-list`. */
export function isMissingDash({ node, expected }: TypeFault): boolean {
  return expected.kind === 'list' && expected.items.kind === 'object' && node.kind === 'mapping';
}
