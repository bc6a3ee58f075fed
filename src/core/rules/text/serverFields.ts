import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import { child, findPair, pairs, scalar } from '../../yaml/access.ts';
import { removePair } from '../../yaml/edits.ts';
import type { YamlMapping, YamlNode, YamlPair } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

const METADATA = new Set([
  ...['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink'],
  ...['deletionTimestamp', 'deletionGracePeriodSeconds'],
]);

/** Fields of a spec that are only the server's own when the whole object was exported. */
const EXPORTED_SPEC: Readonly<Record<string, readonly string[]>> = {
  Pod: ['nodeName'],
  Service: ['clusterIP', 'clusterIPs'],
  PersistentVolumeClaim: ['volumeName'],
};

interface ServerField {
  readonly mapping: YamlMapping;
  readonly pair: YamlPair;
}

/** Flags fields that the API server fills in: leftovers of an exported object. */
export const serverFields: ObjectRule = {
  id: 'server-fields',
  group: 'text',
  summary: 'Fields that the server fills in (uid, resourceVersion, status) belong in no manifest.',
  severity: WARNING,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    if (!isBuiltIn(document)) return;
    const fields = serverFieldsOf(document);
    const edits = fields.map(({ mapping, pair }) => removePair(document.text, mapping, pair));
    for (const [index, { pair }] of fields.entries()) {
      const edit = edits[index];
      yield {
        range: pair.key.range,
        message:
          `The server fills in \`${pair.name}\` itself; here it is left over from an exported ` +
          `object. ${effect(pair.name)}`,
        isUnnecessary: true,
        fixes: [
          ...(edits.length > 1
            ? [fix(document, "Remove all of the server's fields", edits, { isPreferred: true })]
            : []),
          ...(edit === undefined
            ? []
            : [
                fix(document, `Remove ${pair.name}`, [edit], {
                  isPreferred: edits.length === 1,
                  isMechanical: true,
                }),
              ]),
        ],
      };
    }
  },
};

function serverFieldsOf(document: KubernetesDocument): ServerField[] {
  const metadata = child(document.root, 'metadata');
  const owned = fieldsOf(metadata, (pair) => METADATA.has(pair.name) && isWritten(pair.value));
  // Generators of definitions write an empty-handed status, which has done no harm for years.
  const isDefinition = document.kind === 'CustomResourceDefinition';
  const status = fieldsOf(
    document.root,
    ({ name, value }) =>
      name === 'status' && !isDefinition && value.kind === 'mapping' && hasStatus(value),
  );
  if (owned.length + status.length === 0) return [];
  const exported = EXPORTED_SPEC[document.kind] ?? [];
  const isHeadless = scalar(child(child(document.root, 'spec'), 'clusterIP'))?.text === 'None';
  const spec = fieldsOf(
    child(document.root, 'spec'),
    ({ name }) => exported.includes(name) && !isHeadless,
  );
  return [...owned, ...spec, ...status];
}

function fieldsOf(node: YamlNode | undefined, isOwned: (pair: YamlPair) => boolean): ServerField[] {
  if (node?.kind !== 'mapping') return [];
  return pairs(node)
    .filter(isOwned)
    .map((pair) => ({ mapping: node, pair }));
}

/** `creationTimestamp: null` is a generator's, and a key without a value is being typed. */
function isWritten(value: YamlNode): boolean {
  return value.kind !== 'scalar' || (value.value !== null && value.text !== '');
}

/** Generators leave `status: {}` and `status: {loadBalancer: {}}`. */
function hasStatus(status: YamlMapping): boolean {
  const balancer = findPair(status, 'loadBalancer')?.value;
  const isEmptyBalancer = balancer?.kind === 'mapping' && balancer.pairs.length === 0;
  return status.pairs.length > (isEmptyBalancer ? 1 : 0);
}

function effect(name: string): string {
  switch (name) {
    case 'resourceVersion':
      return 'A later apply is refused with a conflict when the object has changed meanwhile.';
    case 'uid':
      return 'An object that was deleted and is applied again is refused: the uid differs.';
    case 'nodeName':
      return 'It would bind the Pod to that one node, past the scheduler.';
    case 'clusterIP':
    case 'clusterIPs':
      return 'In another cluster that address may be taken or out of range.';
    case 'volumeName':
      return 'It would bind the claim to that one volume.';
    default:
      return 'What stands here is ignored.';
  }
}
