import * as z from 'zod';
import type { CheckKind } from '../kind.ts';
import {
  answerFields,
  describeProgram,
  describeWanted,
  emptyPatternFaults,
  isAsWanted,
  programSchema,
} from '../program.ts';
import { fail, pass, unable } from '../result.ts';

const fields = z.strictObject({
  /** It runs in the learner's folder. */
  run: programSchema,
  ...answerFields,
});

export const command: CheckKind<z.infer<typeof fields>> = {
  type: 'command',
  summary: 'A program on the learner’s machine ends with this code; it asks for consent first.',
  fields,
  reach: () => 'runs',
  needs: ({ fields: { run } }) => [{ read: 'command', argv: run }],
  evaluate({ fields: { run, ...wanted } }, snapshot) {
    const reading = snapshot.command(run);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const object = run.join(' ');
    const found = describeProgram(reading.value);
    if (isAsWanted(wanted, reading.value)) return pass({ object, value: found });
    return fail({ expected: describeWanted(wanted), found, object });
  },
  faults: emptyPatternFaults,
};
