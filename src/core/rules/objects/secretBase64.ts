import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { encodeBase64, isBase64 } from './base64.ts';
import { dataMappings } from './dataMappings.ts';

/** Flags values under a Secret's `data` that are not base64. */
export const secretBase64: ObjectRule = {
  id: 'secret-base64',
  group: 'objects',
  summary: "Values under a Secret's `data` are base64; plain text belongs under `stringData`.",
  severity: ERROR,
  isFixable: true,
  kinds: ['Secret'],
  isCrossObject: false,
  *check({ document }) {
    for (const { field, mapping } of dataMappings(document)) {
      if (field !== 'data') continue;
      for (const { name, value } of mapping.pairs) {
        if (value.kind !== 'scalar' || typeof value.value !== 'string') continue;
        if (isBase64(value.value)) continue;
        const isBlock = value.style === 'literal' || value.style === 'folded';
        yield {
          range: value.range,
          // The value itself is a secret and is not repeated.
          message:
            `The value of ${name} is not base64, and under \`data\` of a Secret everything is. ` +
            'Kubernetes refuses it: "illegal base64 data". Plain text belongs under `stringData`.',
          fixes: isBlock
            ? []
            : [
                fix(
                  document,
                  'Encode it as base64',
                  [replaceScalar(value, encodeBase64(value.value))],
                  { isPreferred: true },
                ),
              ],
        };
      }
    }
  },
};
