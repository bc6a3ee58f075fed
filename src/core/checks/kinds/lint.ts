import * as z from 'zod';
import { countHolds, countSchema, describeCount } from '../count.ts';
import type { CheckKind } from '../kind.ts';
import { fail, missing, pass, unable, written } from '../result.ts';

const fields = z.strictObject({
  file: z.string().min(1),
  /** Ids of rules; left out, all of them count. */
  rules: z.array(z.string().min(1)).min(1).optional(),
  /** `1` asks for a mistake to be made. */
  count: countSchema.default(0),
});

export const lint: CheckKind<z.infer<typeof fields>> = {
  type: 'lint',
  summary: 'A file of the learner has no finding of these rules, or so many: the editor’s own.',
  fields,
  needs: ({ fields: { file } }) => [{ read: 'findings', file }],
  evaluate({ fields: { count, file, rules } }, snapshot) {
    const reading = snapshot.findings(file);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const which = rules === undefined ? 'findings' : `findings of ${rules.join(', ')}`;
    if (reading.value === undefined) {
      return missing({ expected: 'a manifest', found: 'the file is not there', object: file });
    }
    const found = reading.value.filter(({ rule }) => rules === undefined || rules.includes(rule));
    if (countHolds(count, found.length)) {
      const [first] = found;
      return pass({ object: file, value: first?.message ?? `no ${which}` });
    }
    const expected = `${describeCount(count)} ${which}`;
    if (found.length === 0) return fail({ expected, found: 'none', object: file });
    return written(
      ...found.slice(0, 5).map(({ line, message, range }) => ({
        expected,
        found: message,
        object: file,
        pointsTo: { file, range, line },
      })),
    );
  },
};
