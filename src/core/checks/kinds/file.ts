import * as z from 'zod';
import { parseFieldPath } from '../../kubernetes/fieldPath.ts';
import { redactText } from '../../kubernetes/redact.ts';
import { readFileValue } from '../fileValue.ts';
import type { CheckKind } from '../kind.ts';
import {
  asksOneThing,
  ASK_ONE_THING,
  describeMatcher,
  formatValue,
  holdsFor,
  matcherFields,
} from '../matchers.ts';
import { pathSchema } from '../pathSchema.ts';
import { missing, pass, unable, written } from '../result.ts';

const fields = z
  .strictObject({
    file: z.string().min(1),
    format: z.enum(['yaml', 'json', 'text']).default('yaml'),
    document: z.strictObject({ kind: z.string(), name: z.string().optional() }).optional(),
    path: pathSchema.optional(),
    ...matcherFields,
  })
  .refine(asksOneThing, ASK_ONE_THING)
  .refine(({ format, path }) => format === 'text' || path !== undefined, {
    message: 'path is needed, except for the format text',
    path: ['path'],
  });

export const file: CheckKind<z.infer<typeof fields>> = {
  type: 'file',
  summary: "A file of the learner's has this value, or this text. Needs no cluster.",
  fields,
  needs: ({ fields: { file: name } }) => [{ read: 'file', file: name }],
  evaluate({ fields: { file: name, format, document, path, ...matcher } }, snapshot) {
    const text = snapshot.file(name);
    if (!text.ok) return unable(text.cause, text.remedy);
    const expected = describeMatcher(matcher);
    if (text.value === undefined) {
      return missing({ expected, found: 'the file is not there', object: name });
    }
    if (format === 'text') {
      if (holdsFor(matcher, text.value)) return pass({ object: name, value: expected });
      return written({ expected, found: 'not in the file', object: name });
    }
    const parsed = parseFieldPath(path ?? '');
    if ('fault' in parsed) return unable('bad-check', parsed.fault);
    const found = readFileValue(text.value, parsed, document);
    const place = { object: name, ...(path === undefined ? {} : { path }) };
    if ('fault' in found) return written({ expected, found: found.fault, ...place });
    const shown = redactText(formatValue(found.value));
    return holdsFor(matcher, found.value)
      ? pass({ ...place, value: shown })
      : written({ expected, found: shown, ...place });
  },
};
