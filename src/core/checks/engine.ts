import type { Clock, Cluster, Random } from '../ports.ts';
import type { Check } from './check.ts';
import type { Values } from '../lab/variables.ts';
import { fillCheck } from './fillCheck.ts';
import { type CheckKind, type CheckScope, type Need, reachOf } from './kind.ts';
import { explain, type ReadFile } from './explain.ts';
import type { Cel } from '../rules/cel.ts';
import { checkKinds } from './kinds/index.ts';
import { type CheckResult, failInWords, type Outcome, unable } from './result.ts';
import { type Machine, RoundSnapshot, type SnapshotSource } from './roundSnapshot.ts';
import type { Unreadable } from './snapshot.ts';

/** How long a round pauses before it looks again. Milliseconds. */
const PAUSE_MS = 400;

/** How long a round waits for what only a person can change: a missing object, a wrong field. Milliseconds. */
const PERSON_TIMEOUT_MS = 3_000;

const CONTAINERS_REMEDY =
  'This step needs real containers, and the nodes of this cluster only act as if they ran them. ' +
  'Start the lab on a cluster made by kind, k3d or minikube to do it.';

/** What is asked of files and answers alone is not going to change while a round waits. */
const NEEDS_NO_CLUSTER: ReadonlySet<string> = new Set([
  'command',
  'confirm',
  'file',
  'kubeconfig',
  'lint',
  'quiz',
  'tool',
]);

/** The checks of one step and all that they may look at. */
export interface Round {
  readonly checks: readonly Check[];
  readonly cluster: Cluster | Unreadable;
  readonly readFile: ReadFile;
  readonly loadCel: () => Promise<Cel>;
  readonly namespace: string;
  /** Values of the attempt for `{{name}}` in checks. */
  readonly variables: Values;
  readonly baselines: Readonly<Record<string, readonly string[]>>;
  readonly seen: ReadonlySet<string>;
  readonly quiz: ReadonlyMap<string, boolean>;
  /** What the learner said to questions that only they can answer, by check id. */
  readonly confirmed: ReadonlyMap<string, boolean>;
  readonly machine: Machine;
  readonly clock: Clock;
  readonly random: Random;
  /** What passed before in this step, by check id: for those that have to come true only once. */
  readonly passed?: ReadonlyMap<string, Outcome> | undefined;
  /** True for a step whose containers must really run, on a cluster that only simulates them. */
  readonly lacksContainers?: boolean | undefined;
  /** Waits no longer than this for any check, whatever it says itself. Milliseconds. */
  readonly maxWaitMs?: number | undefined;
  /** Judges only what reads, for a look that nobody has asked for. */
  readonly readsOnly?: boolean | undefined;
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
  asWritten: Round,
  onResults: (results: readonly CheckResult[]) => void,
  signal: AbortSignal,
): Promise<RoundResult> {
  const round = prepared(asWritten);
  const { clock } = round;
  const startedAt = clock.now();
  const holding = new Map<string, number>();
  const seen = new Set(round.seen);
  const files = knownFiles(round);
  const doings: Doings = { deeds: new Map(), ran: new Map() };
  for (;;) {
    const snapshot = newSnapshot(round, doings);
    await snapshot.fill(firstNeeds(round), signal);
    for (const ref of snapshot.seenIn(round.namespace)) seen.add(ref);
    const looks = await judgeAll(round, { snapshot, seen, holding, startedAt }, signal);
    const results = await Promise.all(
      looks.map(async ({ check, outcome }) => ({
        ...(await explain(outcome, check, files, round.readFile)),
        check: check.id,
        startedAt,
        ms: clock.now() - startedAt,
        snapshotId: snapshot.id,
      })),
    );
    onResults(results);
    if (!looks.some(({ isOpen }) => isOpen)) return { results, seen: [...seen] };
    await clock.sleep(PAUSE_MS, signal);
  }
}

/** What a step begins with. */
export interface Baselines {
  /** The values that checks compare with later, by check id. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** `Kind/name` of what is there when the step begins. */
  readonly seen: readonly string[];
}

/** Looks at what is there when a step begins. */
export async function takeBaselines(asWritten: Round, signal: AbortSignal): Promise<Baselines> {
  const round = prepared(asWritten);
  const snapshot = newSnapshot(round, { deeds: new Map(), ran: new Map() });
  await snapshot.fill(firstNeeds(round), signal);
  const values = Object.fromEntries(
    round.checks.flatMap((check) => {
      const taken = kindOf(check)?.baseline?.(check, snapshot, scopeOf(round, check, round.seen));
      return taken === undefined ? [] : [[check.id, taken]];
    }),
  );
  return { values, seen: snapshot.seenIn(round.namespace) };
}

/** The checks that are judged, with the values of the attempt. */
function prepared(round: Round): Round {
  const checks = round.checks
    .filter((check) => round.readsOnly !== true || readsOnly(check, round.checks))
    .map((check) => fillCheck(check, checkKinds, round.variables));
  return { ...round, checks };
}

/** True for a check that only reads, as all do that it needs. */
function readsOnly(check: Check, all: readonly Check[]): boolean {
  const needed = all.filter(({ id }) => id !== check.id && check.needs.includes(id));
  return (
    check.onButton !== true &&
    reachOf(kindOf(check), check.fields) === 'reads' &&
    needed.every((each) => !each.needs.includes(check.id) && readsOnly(each, all))
  );
}

/** Kinds and namespaces that the step's reading checks list: what to watch for them. */
export function watchedLists(asWritten: Round): Extract<Need, { read: 'list' }>[] {
  const round = prepared({ ...asWritten, readsOnly: true });
  const lists = firstNeeds(round).filter((need) => need.read === 'list');
  return [...new Map(lists.map((need) => [JSON.stringify(need), need])).values()];
}

/** What is done once a round, however often it looks. */
type Doings = Pick<SnapshotSource, 'deeds' | 'ran'>;

function newSnapshot({ random, ...source }: Round, doings: Doings): RoundSnapshot {
  return new RoundSnapshot(random.token(8), source.clock.now(), { ...source, ...doings });
}

/** Reads that cost the cluster nothing, made together; others wait for the checks before them. */
const FIRST_READS: ReadonlySet<Need['read']> = new Set([
  'list',
  'file',
  'served',
  'access',
  'findings',
  'cel',
  'kubeconfig',
  'tool',
  'version',
]);

/** What is read before any check is judged. */
function firstNeeds(round: Round): Need[] {
  return round.checks
    .flatMap((check) => kindOf(check)?.needs(check, scopeOf(round, check, round.seen)) ?? [])
    .filter(({ read }) => FIRST_READS.has(read));
}

/** The learner's files that the step's checks name. */
function knownFiles(round: Round): string[] {
  const read = firstNeeds(round).flatMap((need) =>
    need.read === 'file' || need.read === 'findings' ? need.file : [],
  );
  const pointed = round.checks.flatMap(({ pointsTo }) => pointsTo?.file ?? []);
  return [...new Set([...pointed, ...read])];
}

/** What one look at the step has to go by. */
interface Sight {
  readonly snapshot: RoundSnapshot;
  readonly seen: ReadonlySet<string>;
  /** Since when each check passes without a break, by id. */
  readonly holding: Map<string, number>;
  readonly startedAt: number;
}

interface Look {
  readonly check: Check;
  readonly outcome: Outcome;
  /** True when looking again may change the answer, and somebody waits for it. */
  readonly isOpen: boolean;
}

/** Judges every check after those that it needs, in whichever order they are written. */
async function judgeAll(round: Round, sight: Sight, signal: AbortSignal): Promise<Look[]> {
  const { checks, clock } = round;
  const looks = new Map<string, Look>();
  let left = checks;
  while (left.length > 0) {
    const due = left.filter(({ needs }) => needs.every((id) => looks.has(id)));
    // Checks that need each other, or one that is not there, never come to their turn.
    for (const check of due.length > 0 ? due : left) {
      const unmet = check.needs.filter((id) => looks.get(id)?.outcome.state !== 'pass');
      const outcome =
        unmet.length > 0 ? skipped(round, unmet) : await judge(check, round, sight, signal);
      const now = clock.now();
      const isOpen = mustWait(check, outcome, now, sight, round) && isWaitedFor(check, checks);
      looks.set(check.id, { check, outcome: held(check, outcome, now, sight), isOpen });
    }
    left = left.filter(({ id }) => !looks.has(id));
  }
  return checks.flatMap(({ id }) => looks.get(id) ?? []);
}

function skipped({ checks }: Round, ids: readonly string[]): Outcome {
  const titles = checks.filter(({ id }) => ids.includes(id)).map(({ title }) => title);
  return { state: 'skipped', reason: `First: ${titles.join(', ')}` };
}

/** A check that may fail keeps nobody waiting, unless another one needs it. */
function isWaitedFor({ id, required }: Check, checks: readonly Check[]): boolean {
  return required || checks.some(({ needs }) => needs.includes(id));
}

async function judge(
  check: Check,
  round: Round,
  { snapshot, seen }: Sight,
  signal: AbortSignal,
): Promise<Outcome> {
  const kind = kindOf(check);
  const before = check.isEdge === true ? round.passed?.get(check.id) : undefined;
  if (before !== undefined) return before;
  if (kind === undefined) return unable('bad-check', `There is no check type "${check.type}".`);
  if (round.lacksContainers === true && !NEEDS_NO_CLUSTER.has(check.type)) {
    return unable('needs-containers', CONTAINERS_REMEDY);
  }
  const scope = scopeOf(round, check, seen);
  await snapshot.fill(kind.needs(check, scope), signal);
  await snapshot.fill(kind.moreNeeds?.(check, snapshot, scope) ?? [], signal);
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
  const { namespace, baselines, quiz, confirmed, cluster } = round;
  return {
    namespace,
    baseline: baselines[check.id],
    seen,
    quiz,
    confirmed,
    hasSimulatedNodes: !('cause' in cluster) && cluster.hasSimulatedNodes,
  };
}

/** Whether looking again may change the answer. Keeps account of since when a check passes. */
function mustWait(
  check: Check,
  outcome: Outcome,
  now: number,
  { holding, startedAt }: Sight,
  { maxWaitMs = Infinity }: Round,
): boolean {
  if (outcome.state === 'pass') {
    const since = holding.get(check.id) ?? now;
    holding.set(check.id, since);
    return now - since < check.holdMs;
  }
  holding.delete(check.id);
  if (outcome.state !== 'fail' || NEEDS_NO_CLUSTER.has(check.type)) return false;
  const isUpToPerson = outcome.isMissing === true || outcome.isWritten === true;
  const timeoutMs = isUpToPerson ? Math.min(check.timeoutMs, PERSON_TIMEOUT_MS) : check.timeoutMs;
  return now - startedAt < Math.min(timeoutMs, maxWaitMs);
}

/** A check that has to hold for a while and has not yet is no pass. */
function held(check: Check, outcome: Outcome, now: number, { holding }: Sight): Outcome {
  const since = holding.get(check.id);
  if (outcome.state !== 'pass' || since === undefined || now - since >= check.holdMs) {
    return outcome;
  }
  const wanted = `${check.holdMs / 1000} s`;
  const soFar = `${Math.floor((now - since) / 1000)} s so far`;
  return failInWords(`True, and it has to stay so for ${wanted}: ${soFar}.`, {
    expected: `to stay so for ${wanted}`,
    found: soFar,
  });
}
