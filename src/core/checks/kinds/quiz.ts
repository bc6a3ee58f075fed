import * as z from 'zod';
import type { CheckKind } from '../kind.ts';
import { pass, unable, written } from '../result.ts';

const fields = z.strictObject({
  /** Id of a question of the same step. */
  ref: z.string().min(1),
});

export const quiz: CheckKind<z.infer<typeof fields>> = {
  type: 'quiz',
  summary: 'A question of the step is answered right.',
  fields,
  needs: () => [],
  evaluate({ fields: { ref } }, _snapshot, scope) {
    const isRight = scope.quiz.get(ref);
    if (isRight === undefined) return unable('bad-check', `This step has no question "${ref}".`);
    return isRight
      ? pass({ value: 'answered right' })
      : written({ expected: 'the right answer', found: 'not answered right yet' });
  },
};
