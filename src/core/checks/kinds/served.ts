import * as z from 'zod';
import type { CheckKind } from '../kind.ts';
import { fail, pass, unable } from '../result.ts';

const fields = z.strictObject({
  /** `apiVersion` and `kind`, as a manifest writes them. */
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  expect: z.boolean().default(true),
});

export const served: CheckKind<z.infer<typeof fields>> = {
  type: 'served',
  summary: 'The cluster serves a kind, or does not serve it: a version that is gone, a custom one.',
  fields,
  needs: ({ fields: { apiVersion, kind } }) => [{ read: 'served', kind: { apiVersion, kind } }],
  evaluate({ fields: { apiVersion, kind, expect } }, snapshot) {
    const reading = snapshot.serves({ apiVersion, kind });
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const object = `${kind} of ${apiVersion}`;
    const words = (isServed: boolean): string => (isServed ? 'served' : 'not served');
    return reading.value === expect
      ? pass({ object, value: words(expect) })
      : fail({ expected: words(expect), found: words(reading.value), object });
  },
};
