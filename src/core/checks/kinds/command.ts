import * as z from 'zod';
import { matchesPattern } from '../../patterns.ts';
import type { CheckKind } from '../kind.ts';
import { patternSchema } from '../patternSchema.ts';
import { describeProgram, isAsWanted } from '../program.ts';
import { fail, pass, unable } from '../result.ts';

const fields = z.strictObject({
  /** A program with its arguments; no shell reads it. It runs in the learner's folder. */
  run: z.array(z.string()).min(1).max(50),
  exit: z.union([z.number().int().min(0).max(255), z.literal('failure')]).default(0),
  stdoutMatches: patternSchema.optional(),
});

export const command: CheckKind<z.infer<typeof fields>> = {
  type: 'command',
  summary: 'A program on the learner’s machine ends with this code; it asks for consent first.',
  fields,
  reach: () => 'runs',
  needs: ({ fields: { run } }) => [{ read: 'command', argv: run }],
  evaluate({ fields: { exit, run, stdoutMatches } }, snapshot) {
    const reading = snapshot.command(run);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const object = run.join(' ');
    const found = describeProgram(reading.value);
    if (isAsWanted({ exit, stdoutMatches }, reading.value)) return pass({ object, value: found });
    const says = stdoutMatches === undefined ? '' : ` and an output with ${stdoutMatches}`;
    const code = exit === 'failure' ? 'an exit code other than 0' : `exit code ${exit}`;
    return fail({ expected: `${code}${says}`, found, object });
  },
  faults: ({ stdoutMatches }) =>
    stdoutMatches !== undefined && matchesPattern(stdoutMatches, '')
      ? [{ field: 'stdoutMatches', message: 'This pattern fits an empty output too.' }]
      : [],
};
