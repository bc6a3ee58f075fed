import * as z from 'zod';
import type { ExecQuery, ProgramAnswer } from '../../ports.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import {
  answerFields,
  describeProgram,
  describeWanted,
  emptyPatternFaults,
  isAsWanted,
  programSchema,
} from '../program.ts';
import { fail, pass, unable } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { podQueries } from '../podQueries.ts';
import { describeTarget, judgedObjects, needOf, nothingThere, podTargetSchema } from '../target.ts';

const fields = z.strictObject({
  target: podTargetSchema,
  container: z.string().min(1).optional(),
  command: programSchema,
  ...answerFields,
  /** Of several Pods one is enough, or each has to answer so. */
  each: z.enum(['any', 'all']).default('all'),
});

type Fields = z.infer<typeof fields>;

export const exec: CheckKind<Fields> = {
  type: 'exec',
  summary: 'A program in a container ends with this code and says this.',
  fields,
  reach: () => 'enters',
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  moreNeeds: (check, snapshot, scope) =>
    queries(check, snapshot, scope).map((query) => ({ read: 'exec', query })),
  evaluate(check, snapshot, scope) {
    const { command, each, exit, stdoutMatches, target } = check.fields;
    const pods = judgedObjects(target, snapshot, scope);
    if (!pods.ok) return unable(pods.cause, pods.remedy);
    if (pods.value.length === 0) return nothingThere(target);
    const wanted = { exit, stdoutMatches };
    const answers: { pod: string; answer: ProgramAnswer }[] = [];
    for (const query of queries(check, snapshot, scope)) {
      const reading = snapshot.exec(query);
      if (!reading.ok) return unable(reading.cause, reading.remedy);
      answers.push({ pod: query.pod, answer: reading.value });
    }
    const right = answers.filter(({ answer }) => isAsWanted(wanted, answer));
    const isRight = each === 'all' ? right.length === answers.length : right.length > 0;
    const by = scope.hasSimulatedNodes ? ' (simulated)' : '';
    if (isRight) {
      return pass(
        ...right.slice(0, 3).map(({ pod, answer }) => ({
          object: `${command.join(' ')} in Pod/${pod}`,
          value: `${describeProgram(answer)}${by}`,
        })),
      );
    }
    const expected = describeWanted(wanted);
    const wrong = answers.filter(({ answer }) => !isAsWanted(wanted, answer));
    return fail(
      ...wrong.slice(0, 3).map(({ pod, answer }) => ({
        expected,
        found: describeProgram(answer),
        object: `${command.join(' ')} in Pod/${pod}`,
      })),
      ...(wrong.length === 0
        ? [{ expected, found: 'no answer', object: describeTarget(target) }]
        : []),
    );
  },
  faults: emptyPatternFaults,
};

function queries(
  { fields: { command, container, target } }: CheckOf<Fields>,
  snapshot: Snapshot,
  scope: CheckScope,
): ExecQuery[] {
  return podQueries({ container, target }, snapshot, scope).map((query) => ({ ...query, command }));
}
