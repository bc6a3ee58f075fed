import { child, findPair, scalar } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { offer } from '../fixes.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { decodeBase64 } from './base64.ts';
import { dataMappings } from './dataMappings.ts';

/** The keys that a type of Secret cannot do without, with what to start from. */
const KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kubernetes.io/tls': { 'tls.crt': '', 'tls.key': '' },
  'kubernetes.io/dockerconfigjson': { '.dockerconfigjson': '{"auths":{}}' },
  'kubernetes.io/dockercfg': { '.dockercfg': '{}' },
  'kubernetes.io/ssh-auth': { 'ssh-privatekey': '' },
};

const BASIC_AUTH = 'kubernetes.io/basic-auth';
const ACCOUNT_TOKEN = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

/** Types whose only key holds JSON. */
const IS_JSON = /^kubernetes\.io\/docker(?:configjson|cfg)$/;

/** Flags Secrets of a type without the keys that the type has. */
export const secretTypeKeys: ObjectRule = {
  id: 'secret-type-keys',
  group: 'objects',
  summary: 'A Secret with a type needs the keys of that type.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Secret'],
  isCrossObject: false,
  *check({ document }) {
    const type = scalar(child(document.root, 'type'));
    if (type === undefined || apiGroup(document) !== '') return;
    const written = dataMappings(document).flatMap(({ mapping }) => mapping.pairs);
    const has = (key: string): boolean => written.some(({ name }) => name === key);
    if (type.text === BASIC_AUTH && !has('username') && !has('password')) {
      yield missing(document, type, 'username', 'needs a username, a password or both');
    }
    if (type.text === ACCOUNT_TOKEN) yield* judgeToken(document, type);
    for (const [key, start] of Object.entries(KEYS[type.text] ?? {})) {
      if (!has(key)) yield missing(document, type, key, `needs the key ${key}`, start);
    }
    if (IS_JSON.test(type.text)) yield* judgeJson(document, type);
  },
};

function missing(
  document: KubernetesDocument,
  type: YamlScalar,
  key: string,
  needs: string,
  start = '',
): Finding {
  return {
    range: type.range,
    message: `A Secret of the type ${type.text} ${needs}. Kubernetes says: "data[${key}]: Required value".`,
    fixes: offer(
      document,
      `Add ${key} to stringData`,
      setField(document.text, document.root, ['stringData', key], start),
    ),
  };
}

/** The token of an account names the account; the token itself comes from the cluster. */
function* judgeToken(document: KubernetesDocument, type: YamlScalar): Generator<Finding> {
  const annotations = child(child(document.root, 'metadata'), 'annotations');
  if (findPair(annotations, ACCOUNT_NAME) !== undefined) return;
  yield {
    range: type.range,
    message:
      `A token needs the annotation ${ACCOUNT_NAME} with the name of its ServiceAccount. ` +
      'Kubernetes says: "Required value".',
    fixes: offer(
      document,
      'Name the ServiceAccount default',
      setField(document.text, document.root, ['metadata', 'annotations', ACCOUNT_NAME], 'default'),
    ),
  };
}

function* judgeJson(document: KubernetesDocument, type: YamlScalar): Generator<Finding> {
  const keys = Object.keys(KEYS[type.text] ?? {});
  for (const { field, mapping } of dataMappings(document)) {
    for (const { name, value } of mapping.pairs) {
      if (!keys.includes(name) || value.kind !== 'scalar') continue;
      const text = field === 'stringData' ? value.text : decodeBase64(value.text);
      if (text === undefined || isJson(text)) continue;
      yield {
        range: value.range,
        message:
          `The value of ${name} is no JSON, and this is the configuration of a registry login: ` +
          '`kubectl create secret docker-registry` writes one. Kubernetes refuses it.',
      };
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
