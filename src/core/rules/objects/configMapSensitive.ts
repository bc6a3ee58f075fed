import { removePair } from '../../yaml/edits.ts';
import type { YamlMapping, YamlPair } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { metadataBeside, newDocument } from '../newDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import { podReferences } from '../podReferences.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { looksSecret } from '../security/secretEnv.ts';
import { WARNING } from '../severities.ts';
import { dataMappings } from './dataMappings.ts';

/** Flags passwords and keys in ConfigMaps. */
export const configMapSensitive: ObjectRule = {
  id: 'configmap-sensitive',
  group: 'objects',
  summary: 'A password or key belongs into a Secret, not into a ConfigMap.',
  severity: WARNING,
  isFixable: true,
  kinds: ['ConfigMap'],
  isCrossObject: true,
  *check({ document, set }) {
    for (const { field, mapping } of dataMappings(document)) {
      if (field !== 'data') continue;
      for (const pair of mapping.pairs) {
        const { name, value } = pair;
        if (value.kind !== 'scalar' || !looksSecret(name, value.text)) continue;
        yield {
          range: value.range,
          message:
            `${name} looks like a secret, and ${describe(document)} can be read by everybody who may ` +
            'look into the namespace. A Secret has rights of its own.',
          fixes: moveFixes(document, set, mapping, pair),
        };
      }
    }
  },
};

/** Moving it is offered where nothing uses the ConfigMap yet: else the uses would have to follow. */
function moveFixes(
  document: KubernetesDocument,
  set: ObjectSet,
  mapping: YamlMapping,
  pair: YamlPair,
): Fix[] {
  const { name, text } = document;
  if (name === undefined || pair.value.kind !== 'scalar' || mapping.pairs.length === 1) return [];
  if (set.find('Secret', name, document) !== undefined || isUsed(name, set)) return [];
  const secret = newDocument(document, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataBeside(document, name),
    stringData: { [pair.name]: pair.value.text },
  });
  return [
    fix(document, `Move it to a Secret ${name}`, [removePair(text, mapping, pair), secret], {
      isPreferred: true,
    }),
  ];
}

function isUsed(name: string, set: ObjectSet): boolean {
  for (const pod of set.pods) {
    if (podReferences(pod).some((one) => one.kind === 'ConfigMap' && one.name.text === name)) {
      return true;
    }
  }
  return false;
}
