import { child, findPair, scalar, textAt } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/tree.ts';
import { offer } from '../fixes.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** A name as DNS has it, perhaps with a full stop at its end. */
const DNS_NAME =
  /^(?=.{1,254}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\.?$/;

const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Flags Services whose type and address do not go together. */
export const serviceExternalName: ObjectRule = {
  id: 'service-externalname',
  group: 'objects',
  summary: 'The type ExternalName needs a DNS name, and a headless Service is of type ClusterIP.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Service'],
  isCrossObject: false,
  *check({ document }) {
    const spec = child(document.root, 'spec');
    if (apiGroup(document) !== '' || spec?.kind !== 'mapping') return;
    const type = scalar(child(spec, 'type'));
    if (type?.text === 'ExternalName') yield* judgeName(document, spec, type);
    else yield* judgeHeadless(document, spec, type);
  },
};

function* judgeName(
  document: KubernetesDocument,
  spec: YamlMapping,
  type: YamlScalar,
): Generator<Finding> {
  const name = scalar(child(spec, 'externalName'));
  if (name === undefined || name.text === '') {
    yield {
      range: type.range,
      message:
        'A Service of the type ExternalName is an alias and needs the name that it stands for: ' +
        '`externalName: db.example.com`. Kubernetes says: "spec.externalName: Required value".',
    };
    return;
  }
  if (typeof name.value !== 'string') return;
  if (IP_ADDRESS.test(name.text)) {
    yield {
      range: name.range,
      message:
        `"${name.text}" is an address, and externalName becomes a DNS name: no request would get ` +
        'there. A Service without selector and an EndpointSlice can point to an address.',
    };
    return;
  }
  if (DNS_NAME.test(name.text)) return;
  const bare = name.text
    .replace(/^\w+:\/\//, '')
    .replace(/[:/].*$/, '')
    .toLowerCase();
  yield {
    range: name.range,
    message:
      `"${name.text}" is no DNS name: externalName has no protocol, port or path. Kubernetes ` +
      'refuses it.',
    fixes: DNS_NAME.test(bare) ? offer(document, `Write ${bare}`, replaceScalar(name, bare)) : [],
  };
}

function* judgeHeadless(
  document: KubernetesDocument,
  spec: YamlMapping,
  type: YamlScalar | undefined,
): Generator<Finding> {
  if (type?.text !== 'NodePort' && type?.text !== 'LoadBalancer') return;
  const pair = findPair(spec, 'clusterIP');
  if (pair === undefined || textAt(spec, 'clusterIP') !== 'None') return;
  yield {
    range: scalar(pair.value)?.range ?? pair.key.range,
    message:
      `A headless Service has no address, and ${type.text} needs one. Kubernetes says: "may not be ` +
      `set to 'None' for ${type.text} services".`,
    fixes: offer(document, 'Remove clusterIP', removeField(document.text, pair)),
  };
}
