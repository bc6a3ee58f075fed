import { canonicalJson } from '../canonicalJson.ts';
import { serves } from '../kubernetes/serves.ts';
import type { KubeObject, ObjectKind } from '../kubernetes/objects.ts';
import { describeRef } from '../kubernetes/objects.ts';
import type { Clock, Cluster, ProgramAnswer } from '../ports.ts';
import type { Cel } from '../rules/cel.ts';
import type { TextFinding } from '../rules/lintText.ts';
import { carryOut } from './deed.ts';
import type { Need } from './kind.ts';
import type { Reading, Snapshot, Unreadable } from './snapshot.ts';
import { clusterUnreadable } from './unreadable.ts';

/** Longest that one read may take. Milliseconds. */
const READ_TIMEOUT_MS = 5_000;

/** Longest that a program may run. Milliseconds. */
const PROGRAM_TIMEOUT_MS = 20_000;

/** From where a snapshot is read. */
export interface SnapshotSource {
  readonly cluster: Cluster | Unreadable;
  /** @returns undefined when there is no such file */
  readFile(file: string): Promise<string | undefined>;
  loadCel(): Promise<Cel>;
  readonly machine: Machine;
  readonly clock: Clock;
  /** When each deed of the round was done; a round shares them over all its looks. */
  readonly deeds: Map<string, Reading<number>>;
  /** How programs of the learner's machine ended, by what was run: each runs once a round. */
  readonly ran: Map<string, Reading<ProgramAnswer>>;
}

/** The learner's machine as checks see it. */
export interface Machine {
  findTool(name: string, signal: AbortSignal): Promise<{ version: string } | undefined>;
  readKubeconfig(): Promise<string | undefined>;
  /** Undefined: nobody agreed to programs of this lab on this machine. */
  readonly run?:
    | ((argv: readonly string[], signal: AbortSignal) => Promise<ProgramAnswer>)
    | undefined;
}

/** What was asked for and not read is a mistake of the check type, not of the cluster. */
const NOT_READ: Unreadable = {
  cause: 'bad-check',
  remedy: 'This check looked at something that it had not asked for.',
};

const NOT_ALLOWED: Unreadable = {
  cause: 'untrusted',
  remedy: 'This check runs a program on your machine, and you have not agreed to that yet.',
};

/** A snapshot that is filled need by need; each thing is read once. */
export class RoundSnapshot implements Snapshot {
  readonly id: string;
  readonly takenAt: number;
  readonly #source: SnapshotSource;
  readonly #pending = new Map<string, Promise<void>>();
  /** What was read, by the key of the need. */
  readonly #readings = new Map<string, Reading<unknown>>();
  readonly #lists: (readonly KubeObject[])[] = [];

  constructor(id: string, takenAt: number, source: SnapshotSource) {
    this.id = id;
    this.takenAt = takenAt;
    this.#source = source;
  }

  /** Reads what is needed and was not read yet. Failures become readings; only an abort rejects. */
  async fill(needs: readonly Need[], signal: AbortSignal): Promise<void> {
    await Promise.all(
      needs.map((need) => {
        const key = canonicalJson(need);
        const reading = this.#pending.get(key) ?? this.#read(key, need, signal);
        this.#pending.set(key, reading);
        return reading;
      }),
    );
    signal.throwIfAborted();
  }

  list(kind: ObjectKind, namespace: string | undefined): Reading<readonly KubeObject[]> {
    return this.#reading({ read: 'list', kind, namespace });
  }

  file(file: string): Reading<string | undefined> {
    return this.#reading({ read: 'file', file });
  }

  http: Snapshot['http'] = (request) => this.#reading({ read: 'http', request });
  mayDo: Snapshot['mayDo'] = (question) => this.#reading({ read: 'access', question });
  serves: Snapshot['serves'] = (kind) => this.#reading({ read: 'served', kind });
  tryApply: Snapshot['tryApply'] = (object) => this.#reading({ read: 'apply', object });
  log: Snapshot['log'] = (query) => this.#reading({ read: 'log', query });
  exec: Snapshot['exec'] = (query) => this.#reading({ read: 'exec', query });
  command: Snapshot['command'] = (argv) => this.#reading({ read: 'command', argv });
  tool: Snapshot['tool'] = (name) => this.#reading({ read: 'tool', name });
  findings: Snapshot['findings'] = (file) => this.#reading({ read: 'findings', file });
  cel: Snapshot['cel'] = () => this.#reading({ read: 'cel' });
  kubeconfig: Snapshot['kubeconfig'] = () => this.#reading({ read: 'kubeconfig' });
  version: Snapshot['version'] = () => this.#reading({ read: 'version' });

  doneAt(id: string): Reading<number> | undefined {
    return this.#source.deeds.get(id);
  }

  /** `Kind/name` of every object in this namespace that was read and is not on its way out. */
  seenIn(namespace: string): string[] {
    return this.#lists.flatMap((objects) =>
      objects
        .filter(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.deletionTimestamp === undefined,
        )
        .map(({ kind, metadata }) => describeRef({ kind, name: metadata.name })),
    );
  }

  /** A need's answer has the type that its reader gave it: each kind of need has one reader. */
  #reading<T>(need: Need): Reading<T> {
    return (this.#readings.get(canonicalJson(need)) ?? { ok: false, ...NOT_READ }) as Reading<T>;
  }

  async #read(key: string, need: Need, signal: AbortSignal): Promise<void> {
    const isProgram = need.read === 'exec' || need.read === 'command';
    const timeout = AbortSignal.timeout(isProgram ? PROGRAM_TIMEOUT_MS : READ_TIMEOUT_MS);
    const limit = AbortSignal.any([signal, timeout]);
    const reading = await this.#answer(need, limit);
    this.#readings.set(key, reading);
    if (need.read === 'list' && reading.ok) this.#lists.push(reading.value as KubeObject[]);
  }

  async #answer(need: Need, limit: AbortSignal): Promise<Reading<unknown>> {
    const { machine, readFile, loadCel } = this.#source;
    switch (need.read) {
      case 'file':
        return attempt(() => readFile(need.file), limit);
      case 'findings':
        return attempt(() => this.#lint(need.file), limit);
      case 'cel':
        return attempt(loadCel, limit);
      case 'tool':
        return attempt(() => machine.findTool(need.name, limit), limit);
      case 'kubeconfig':
        return attempt(() => machine.readKubeconfig(), limit);
      case 'command': {
        const { run } = machine;
        if (run === undefined) return { ok: false, ...NOT_ALLOWED };
        const { ran } = this.#source;
        const key = JSON.stringify(need.argv);
        const answer = ran.get(key) ?? (await attempt(() => run(need.argv, limit), limit));
        ran.set(key, answer);
        return answer;
      }
      default:
        return this.#ask((cluster) => this.#askCluster(cluster, need, limit), limit);
    }
  }

  async #askCluster(cluster: Cluster, need: Need, limit: AbortSignal): Promise<unknown> {
    switch (need.read) {
      case 'list': {
        const { kind, namespace } = need;
        return cluster.list({ ...kind, ...(namespace === undefined ? {} : { namespace }) }, limit);
      }
      case 'http':
        return cluster.proxy(need.request, limit);
      case 'access':
        return cluster.mayDo(need.question, limit);
      case 'served':
        return serves(cluster, need.kind, limit);
      case 'apply':
        return cluster.tryApply(need.object, limit);
      case 'log':
        return cluster.podLog(need.query, limit);
      case 'exec':
        return cluster.exec(need.query, limit);
      case 'version':
        return cluster.version(limit);
      case 'deed':
        return this.#do(cluster, need, limit);
      default:
        throw new Error(`A cluster is not asked for "${need.read}".`);
    }
  }

  /** Once a round, however often the round looks. */
  async #do(
    cluster: Cluster,
    { id, deed }: Extract<Need, { read: 'deed' }>,
    limit: AbortSignal,
  ): Promise<void> {
    const { clock, deeds } = this.#source;
    if (deeds.has(id)) return;
    const done = await attempt(() => carryOut(cluster, deed, clock, limit), limit);
    deeds.set(id, done.ok ? { ok: true, value: clock.now() } : done);
  }

  async #lint(file: string): Promise<readonly TextFinding[] | undefined> {
    const text = await this.#source.readFile(file);
    if (text === undefined) return undefined;
    // All the rules, which no other check needs.
    const { lintText } = await import('../rules/lintText.ts');
    return lintText(file, text);
  }

  async #ask<T>(
    question: (cluster: Cluster) => Promise<T>,
    limit: AbortSignal,
  ): Promise<Reading<T>> {
    const { cluster } = this.#source;
    if ('cause' in cluster) return { ok: false, ...cluster };
    return attempt(() => question(cluster), limit);
  }
}

async function attempt<T>(work: () => Promise<T>, limit: AbortSignal): Promise<Reading<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const reason: unknown = limit.aborted ? limit.reason : error;
    return { ok: false, ...clusterUnreadable(reason) };
  }
}
