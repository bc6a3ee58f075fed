import * as z from 'zod';
import type { CheckKind } from '../kind.ts';
import { fail, pass } from '../result.ts';

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
    return scope.quiz.get(ref) === true
      ? pass({ value: 'answered right' })
      : fail({ expected: 'the right answer', found: 'not answered right yet' });
  },
};
