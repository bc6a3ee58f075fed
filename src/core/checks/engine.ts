import { redactText } from '../kubernetes/redact.ts';
import type { Clock, Cluster, Random } from '../ports.ts';
import type { Check } from './check.ts';
import type { CheckKind, CheckScope } from './kind.ts';
import { checkKinds } from './kinds/index.ts';
import { findPlace } from './place.ts';
import { type CheckResult, type Mismatch, type Outcome, unable } from './result.ts';
import { RoundSnapshot } from './roundSnapshot.ts';
import type { Unreadable } from './snapshot.ts';

/** How long a round pauses before it looks again. Milliseconds. */
const PAUSE_MS = 400;

/** How long a round waits for what only a person can change: a missing object, a wrong field. Milliseconds. */
const PERSON_TIMEOUT_MS = 3_000;

/** The checks of one step and all that they may look at. */
export interface Round {
  readonly checks: readonly Check[];
  readonly cluster: Cluster | Unreadable;
  /** A file of the learner's; undefined when there is none. */
  readonly readFile: (file: string) => Promise<string | undefined>;
  readonly namespace: string;
  readonly baselines: Readonly<Record<string, readonly string[]>>;
  readonly seen: ReadonlySet<string>;
  readonly quiz: ReadonlyMap<string, boolean>;
  readonly clock: Clock;
  readonly random: Random;
}

export interface RoundResult {
  readonly results: readonly CheckResult[];
  /** `Kind/name` of what this round saw alive in the lab's namespace. */
  readonly seen: readonly string[];
}

/**
 * Checks a step: takes a snapshot, judges, and looks again until everything passes or no check is
 * worth waiting for any more. Never takes longer than the longest of the checks' own times and one
 * read, and never throws over what a cluster does; only an abort rejects.
 * @param onResults hears the answers of every look
 */
export async function checkStep(
  round: Round,
  onResults: (results: readonly CheckResult[]) => void,
  signal: AbortSignal,
): Promise<RoundResult> {
  const { clock } = round;
  const startedAt = clock.now();
  const holding = new Map<string, number>();
  const seen = new Set(round.seen);
  for (;;) {
    const snapshot = newSnapshot(round);
    await snapshot.fill(firstNeeds(round), signal);
    for (const ref of snapshot.seenIn(round.namespace)) seen.add(ref);
    const looks = await judgeAll(round, snapshot, seen, signal);
    const isOpen = looks.map(({ check, outcome }) =>
      mustWait(check, outcome, holding, clock.now(), startedAt),
    );
    const results = await Promise.all(
      looks.map(async ({ check, outcome }) => ({
        ...(await withPlaces(held(check, outcome, holding, clock.now()), check, round)),
        check: check.id,
        startedAt,
        ms: clock.now() - startedAt,
        snapshotId: snapshot.id,
      })),
    );
    onResults(results);
    if (!isOpen.includes(true)) return { results, seen: [...seen] };
    await clock.sleep(PAUSE_MS, signal);
  }
}

/** The values that a step's checks compare with later, by check id. */
export async function takeBaselines(
  round: Round,
  signal: AbortSignal,
): Promise<Record<string, readonly string[]>> {
  const snapshot = newSnapshot(round);
  await snapshot.fill(firstNeeds(round), signal);
  return Object.fromEntries(
    round.checks.flatMap((check) => {
      const values = kindOf(check)?.baseline?.(check, snapshot, scopeOf(round, check, round.seen));
      return values === undefined ? [] : [[check.id, values]];
    }),
  );
}

function newSnapshot({ clock, random, ...source }: Round): RoundSnapshot {
  return new RoundSnapshot(random.token(8), clock.now(), source);
}

/** Everything but requests to Services, which wait until the checks before them passed. */
function firstNeeds(round: Round) {
  return round.checks
    .flatMap((check) => kindOf(check)?.needs(check, scopeOf(round, check, round.seen)) ?? [])
    .filter(({ read }) => read !== 'http');
}

interface Look {
  readonly check: Check;
  readonly outcome: Outcome;
}

async function judgeAll(
  round: Round,
  snapshot: RoundSnapshot,
  seen: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Look[]> {
  const looks: Look[] = [];
  for (const check of round.checks) {
    const waitsFor = check.needs.filter(
      (id) => looks.find((look) => look.check.id === id)?.outcome.state !== 'pass',
    );
    const outcome: Outcome =
      waitsFor.length > 0
        ? { state: 'skipped', reason: `First: ${titlesOf(round, waitsFor)}` }
        : await judge(check, round, snapshot, seen, signal);
    looks.push({ check, outcome });
  }
  return looks;
}

function titlesOf({ checks }: Round, ids: readonly string[]): string {
  return checks
    .filter(({ id }) => ids.includes(id))
    .map(({ title }) => title)
    .join(', ');
}

async function judge(
  check: Check,
  round: Round,
  snapshot: RoundSnapshot,
  seen: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Outcome> {
  const kind = kindOf(check);
  if (kind === undefined) return unable('bad-check', `There is no check type "${check.type}".`);
  const scope = scopeOf(round, check, seen);
  await snapshot.fill(kind.needs(check, scope), signal);
  const outcome = kind.evaluate(check, snapshot, scope);
  if (outcome.state === 'fail' && outcome.isMissing === true && check.baseline === 'pass') {
    const [mismatch] = outcome.mismatches;
    return unable(
      'not-yet-due',
      `There is nothing to look at yet: ${mismatch?.object ?? 'nothing is there'}.`,
    );
  }
  return outcome;
}

function kindOf({ type }: Check): CheckKind | undefined {
  return checkKinds.find((kind) => kind.type === type);
}

function scopeOf(round: Round, check: Check, seen: ReadonlySet<string>): CheckScope {
  const { namespace, baselines, quiz, cluster } = round;
  return {
    namespace,
    baseline: baselines[check.id],
    seen,
    quiz,
    hasSimulatedNodes: !('cause' in cluster) && cluster.hasSimulatedNodes,
  };
}

/** Whether looking again may change the answer. Keeps account of since when a check passes. */
function mustWait(
  check: Check,
  outcome: Outcome,
  holding: Map<string, number>,
  now: number,
  startedAt: number,
): boolean {
  if (outcome.state === 'pass') {
    const since = holding.get(check.id) ?? now;
    holding.set(check.id, since);
    return now - since < check.holdMs;
  }
  holding.delete(check.id);
  if (outcome.state !== 'fail' || check.type === 'quiz') return false;
  const isUpToPerson = outcome.isMissing === true || outcome.isWritten === true;
  const timeoutMs = isUpToPerson ? Math.min(check.timeoutMs, PERSON_TIMEOUT_MS) : check.timeoutMs;
  return now - startedAt < timeoutMs;
}

/** A check that has to hold for a while and has not yet is no pass. */
function held(
  check: Check,
  outcome: Outcome,
  holding: ReadonlyMap<string, number>,
  now: number,
): Outcome {
  const since = holding.get(check.id);
  if (outcome.state !== 'pass' || since === undefined || now - since >= check.holdMs)
    return outcome;
  const expected = `to stay so for ${check.holdMs / 1000} s`;
  return {
    state: 'fail',
    mismatches: [{ expected, found: `${Math.floor((now - since) / 1000)} s so far` }],
  };
}

/** Adds the author's sentence and, to each mismatch, the line of the learner's own file. */
async function withPlaces(outcome: Outcome, check: Check, round: Round): Promise<Outcome> {
  if (outcome.state !== 'fail') return outcome;
  const mismatches = await Promise.all(
    outcome.mismatches.map(async (mismatch) => {
      const pointsTo = await placeOf(check, mismatch, round);
      return pointsTo === undefined ? mismatch : { ...mismatch, pointsTo };
    }),
  );
  const [first] = mismatches;
  if (check.failText === undefined || first === undefined) return { ...outcome, mismatches };
  return { ...outcome, mismatches, message: fillIn(check.failText, first) };
}

async function placeOf({ pointsTo }: Check, mismatch: Mismatch, { readFile }: Round) {
  if (pointsTo === undefined) return undefined;
  // A file that is not there cannot be pointed into, but it can be named.
  const text = await readFile(pointsTo.file).catch(() => undefined);
  return findPlace(pointsTo.file, text, pointsTo.path, mismatch.object);
}

function fillIn(text: string, { expected, found, object = '' }: Mismatch): string {
  const values: Readonly<Record<string, string>> = { expected, found, object };
  return redactText(
    text.replaceAll(
      /\{\{\s*(expected|found|object)\s*\}\}/g,
      (_, name: string) => values[name] ?? '',
    ),
  );
}
