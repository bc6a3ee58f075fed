import * as z from 'zod';
import { redactText } from '../../kubernetes/redact.ts';
import type { LogQuery } from '../../ports.ts';
import { matchesPattern } from '../../patterns.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import { patternSchema } from '../patternSchema.ts';
import { fail, pass, unable } from '../result.ts';
import type { Reading, Snapshot } from '../snapshot.ts';
import { podQueries } from '../podQueries.ts';
import { describeTarget, judgedObjects, needOf, nothingThere, podTargetSchema } from '../target.ts';

const fields = z
  .strictObject({
    target: podTargetSchema,
    container: z.string().min(1).optional(),
    contains: z.string().min(1).optional(),
    /** One line has to fit. */
    matches: patternSchema.optional(),
    /** Of several Pods one is enough, or each has to say it. */
    each: z.enum(['any', 'all']).default('any'),
    previous: z.boolean().default(false),
    expect: z.boolean().default(true),
  })
  .refine(({ contains, matches }) => (contains === undefined) !== (matches === undefined), {
    message: 'exactly one of contains and matches is needed',
    path: ['contains'],
  });

type Fields = z.infer<typeof fields>;

export const log: CheckKind<Fields> = {
  type: 'log',
  summary: 'A line of this sort stands in the log of a container, or does not.',
  fields,
  reach: () => 'enters',
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  moreNeeds: (check, snapshot, scope) =>
    queries(check, snapshot, scope).map((query) => ({ read: 'log', query })),
  evaluate(check, snapshot, scope) {
    const { contains, each, expect, matches, target } = check.fields;
    const pods = judgedObjects(target, snapshot, scope);
    if (!pods.ok) return unable(pods.cause, pods.remedy);
    if (pods.value.length === 0) return nothingThere(target);
    const asked = queries(check, snapshot, scope);
    const readings = asked.map((query) => snapshot.log(query));
    const lines = readings.map((reading) => lineIn(reading, check.fields));
    const said = lines.filter((line) => line !== undefined);
    const unread = readings.find((reading) => !reading.ok);
    const isSaid = each === 'all' ? said.length === asked.length : said.length > 0;
    // What may not be read says nothing: neither that a line is there nor that it is not.
    if (unread !== undefined && !unread.ok && (!isSaid || !expect)) {
      return unable(unread.cause, unread.remedy);
    }
    const object = `the log of ${describeTarget(target)}`;
    const wanted = `a line with ${contains ?? matches ?? ''}`;
    if (isSaid === expect) {
      return pass({ object, value: redactText(said[0] ?? 'no such line') });
    }
    const found = expect ? lastLine(readings) : redactText(said[0] ?? '');
    return fail({
      expected: expect ? wanted : `no line with ${contains ?? matches ?? ''}`,
      found,
      object,
    });
  },
};

function queries(
  { fields: { container, previous, target } }: CheckOf<Fields>,
  snapshot: Snapshot,
  scope: CheckScope,
): LogQuery[] {
  const pods = podQueries({ container, target }, snapshot, scope);
  return previous ? pods.map((query) => ({ ...query, previous })) : pods;
}

function lineIn(reading: Reading<string>, { contains, matches }: Fields): string | undefined {
  if (!reading.ok) return undefined;
  return reading.value
    .split('\n')
    .find((line) =>
      contains === undefined ? matchesPattern(matches ?? '', line) : line.includes(contains),
    );
}

function lastLine(readings: readonly Reading<string>[]): string {
  const [first] = readings;
  const text = first?.ok === true ? first.value.trim() : '';
  return text === ''
    ? 'an empty log'
    : `last: ${redactText(text.slice(text.lastIndexOf('\n') + 1))}`;
}
