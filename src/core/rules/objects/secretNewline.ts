import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { dataMappings } from './dataMappings.ts';

/** One line of text with a line break at its end; files of several lines may end in one. */
const ONE_LINE = /^[^\r\n]+\r?\n$/;

/** Flags Secrets whose value ends in a line break that `echo` put there. */
export const secretNewline: ObjectRule = {
  id: 'secret-newline',
  group: 'objects',
  summary: 'A one-line value of a Secret should not end in a line break.',
  severity: WARNING,
  isFixable: true,
  kinds: ['Secret'],
  isCrossObject: false,
  *check({ document }) {
    for (const { field, mapping } of dataMappings(document)) {
      if (field !== 'data') continue;
      for (const { name, value } of mapping.pairs) {
        if (value.kind !== 'scalar' || typeof value.value !== 'string') continue;
        const text = decodeBase64(value.value);
        if (text === undefined || !ONE_LINE.test(text)) continue;
        const encoded = encodeBase64(text.replace(/\r?\n$/, ''));
        yield {
          range: value.range,
          message:
            `The value of ${name} ends in a line break, as "echo" without "-n" makes it. The ` +
            'line break is part of the secret: a password with it is another password.',
          fixes: [
            fix(document, 'Encode it without the line break', [replaceScalar(value, encoded)], {
              isPreferred: true,
            }),
          ],
        };
      }
    }
  },
};
