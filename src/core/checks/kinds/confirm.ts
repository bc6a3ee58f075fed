import * as z from 'zod';
import type { CheckKind } from '../kind.ts';
import { pass, written } from '../result.ts';

const fields = z.strictObject({
  /** A question that is answered by yes or no. */
  ask: z.string().trim().min(1),
  /** What to do for whoever says no. */
  ifNo: z.string().trim().min(1).optional(),
});

export const confirm: CheckKind<z.infer<typeof fields>> = {
  type: 'confirm',
  summary: 'The learner has looked, and says yes: for what only a person can see.',
  fields,
  needs: () => [],
  evaluate({ id, fields: { ask, ifNo } }, _snapshot, { confirmed }) {
    const said = confirmed.get(id);
    if (said === true) return pass({ object: ask, value: 'yes' });
    if (said === undefined) {
      return written({ expected: 'your yes', found: 'no answer yet', object: ask });
    }
    const outcome = written({ expected: 'yes', found: 'no', object: ask });
    return ifNo === undefined ? outcome : { ...outcome, message: ifNo };
  },
};
