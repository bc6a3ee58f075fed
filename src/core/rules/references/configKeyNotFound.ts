import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import { describe } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import { podReferences } from '../podReferences.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { dataKeys } from './dataKeys.ts';

/** Flags keys that a Pod asks for and that the ConfigMap or Secret does not have. */
export const configKeyNotFound: ObjectRule = {
  id: 'config-key-not-found',
  group: 'references',
  summary: 'The keys that a Pod takes from a ConfigMap or Secret must be in it.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { kind, name, keys, isOptional, use } of podReferences(template)) {
      if (isOptional || keys.length === 0) continue;
      const source = set.find(kind, name.text, document);
      if (source === undefined) continue;
      const known = dataKeys(source);
      for (const key of keys) {
        if (known.includes(key.text)) continue;
        const near = nearest(key.text, known);
        const has = known.length === 0 ? 'has none' : `has ${known.join(', ')}`;
        yield {
          range: key.range,
          message:
            `${describe(source)} has no key "${key.text}": it ${has}. ` +
            (use === 'env'
              ? 'The container does not start: CreateContainerConfigError.'
              : 'The Pod waits for its volume: "references non-existent config key".'),
          related: [
            {
              uri: source.uri,
              range: (source.nameNode ?? source.kindNode).range,
              message: `${describe(source)} is here.`,
            },
          ],
          fixes:
            near === undefined
              ? []
              : [
                  fix(document, `Use the key ${near}`, [replaceScalar(key, near)], {
                    isPreferred: true,
                  }),
                ],
        };
      }
    }
  },
};
