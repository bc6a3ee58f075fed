import * as z from 'zod';
import { type CheckKind, type CheckOf, type Reach, reachOf } from '../kind.ts';
import { fail, missing, type Outcome, pass, unable } from '../result.ts';

/** A check within another one: a type with its own fields. */
export interface Part {
  readonly kind: CheckKind;
  readonly fields: unknown;
}

interface Fields {
  readonly checks: readonly Part[];
}

/** Most mismatches that a combined check shows. */
const MAX_SHOWN = 5;

/** A check within another one, of one of these types. */
export function partSchema(kinds: readonly CheckKind[]) {
  // What was remembered when the step began is kept by check, so a part would have none.
  const usable = kinds.filter(({ baseline }) => baseline === undefined);
  return z.looseObject({ type: z.string() }).transform((value, context): Part => {
    const { type, ...own } = value;
    const kind = usable.find((each) => each.type === type);
    if (kind === undefined) {
      const message = `"${type}" is no check type that can be combined`;
      context.addIssue({ code: 'custom', message, path: ['type'] });
      return z.NEVER;
    }
    const parsed = kind.fields.safeParse(own);
    if (parsed.success) return { kind, fields: parsed.data };
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
    }
    return z.NEVER;
  });
}

/** `all`, `any` and `not` over checks of these types, which they do not nest. */
export function combinators(kinds: readonly CheckKind[]): readonly CheckKind<Fields>[] {
  const fields = z.strictObject({ checks: z.array(partSchema(kinds)).min(1) });
  const combine = (
    type: string,
    summary: string,
    decide: (outcomes: readonly Outcome[]) => Outcome,
  ): CheckKind<Fields> => ({
    type,
    summary,
    fields,
    reach: ({ checks }) => farthest(checks.map(({ kind, fields: own }) => reachOf(kind, own))),
    needs: (check, scope) =>
      partsOf(check, check.fields.checks).flatMap(({ kind, check: inner }) =>
        kind.needs(inner, scope),
      ),
    moreNeeds: (check, snapshot, scope) =>
      partsOf(check, check.fields.checks).flatMap(
        ({ kind, check: inner }) => kind.moreNeeds?.(inner, snapshot, scope) ?? [],
      ),
    evaluate: (check, snapshot, scope) =>
      decide(
        partsOf(check, check.fields.checks).map(({ kind, check: inner }) =>
          kind.evaluate(inner, snapshot, scope),
        ),
      ),
  });
  return [
    combine('all', 'All of these checks pass.', all),
    combine('any', 'At least one of these checks passes: there is more than one right way.', any),
    combine('not', 'None of these checks passes.', none),
  ];
}

const REACHES: readonly Reach[] = ['reads', 'enters', 'changes', 'runs'];

function farthest(reaches: readonly Reach[]): Reach {
  return REACHES.findLast((reach) => reaches.includes(reach)) ?? 'reads';
}

/** Each part as a check of its own type, with what the whole check says besides. */
export function partsOf(
  check: CheckOf<unknown>,
  parts: readonly Part[],
): { kind: CheckKind; check: CheckOf<unknown> }[] {
  return parts.map(({ kind, fields }) => ({
    kind,
    check: { ...check, type: kind.type, fields },
  }));
}

/** Passes when all of them do. */
export function all(outcomes: readonly Outcome[]): Outcome {
  const failed = failures(outcomes);
  if (failed.length > 0) return together(failed);
  return undecided(outcomes) ?? pass(...evidenceOf(outcomes));
}

function any(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.some(({ state }) => state === 'pass')) return pass(...evidenceOf(outcomes));
  return undecided(outcomes) ?? together(failures(outcomes));
}

function none(outcomes: readonly Outcome[]): Outcome {
  const found = evidenceOf(outcomes);
  if (outcomes.some(({ state }) => state === 'pass')) {
    const shown = found.length > 0 ? found : [{ value: 'it is so' }];
    return fail(
      ...shown.slice(0, MAX_SHOWN).map(({ value, ...place }) => ({
        expected: 'something else',
        found: value,
        ...place,
      })),
    );
  }
  return undecided(outcomes) ?? pass({ value: 'it is not so' });
}

type Failure = Extract<Outcome, { state: 'fail' }>;

function failures(outcomes: readonly Outcome[]): Failure[] {
  return outcomes.filter((outcome): outcome is Failure => outcome.state === 'fail');
}

function together(failed: readonly Failure[]): Outcome {
  const [first, ...others] = failed.flatMap(({ mismatches }) => mismatches).slice(0, MAX_SHOWN);
  if (first === undefined) return fail();
  const isMissing = others.length === 0 && failed.every((each) => each.isMissing === true);
  return isMissing ? missing(first) : fail(first, ...others);
}

function undecided(outcomes: readonly Outcome[]): Outcome | undefined {
  const found = outcomes.find(({ state }) => state === 'unable');
  return found?.state === 'unable' ? unable(found.cause, found.remedy) : undefined;
}

function evidenceOf(outcomes: readonly Outcome[]) {
  return outcomes.flatMap((outcome) => (outcome.state === 'pass' ? outcome.evidence : []));
}
