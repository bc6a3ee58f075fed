import type { KubeObject, ObjectKind } from '../kubernetes/objects.ts';
import { describeRef } from '../kubernetes/objects.ts';
import { LabError } from '../errors.ts';
import type { AccessQuestion, ApplyAnswer, Cluster, LogQuery, ProxyAnswer } from '../ports.ts';
import type { Cel } from '../rules/cel.ts';
import type { TextFinding } from '../rules/lintText.ts';
import type { Need } from './kind.ts';
import type { Reading, Snapshot, Unreadable } from './snapshot.ts';
import { clusterUnreadable } from './unreadable.ts';

/** Longest that one read may take. Milliseconds. */
const READ_TIMEOUT_MS = 5_000;

/** From where a snapshot is read. */
export interface SnapshotSource {
  readonly cluster: Cluster | Unreadable;
  /** @returns undefined when there is no such file */
  readFile(file: string): Promise<string | undefined>;
  loadCel(): Promise<Cel>;
}

/** What was asked for and not read is a mistake of the check type, not of the cluster. */
const NOT_READ: Unreadable = {
  cause: 'bad-check',
  remedy: 'This check looked at something that it had not asked for.',
};

/** A snapshot that is filled need by need; each thing is read once. */
export class RoundSnapshot implements Snapshot {
  readonly id: string;
  readonly takenAt: number;
  readonly #source: SnapshotSource;
  readonly #readings = new Map<string, Promise<void>>();
  readonly #lists = new Map<string, Reading<readonly KubeObject[]>>();
  readonly #files = new Map<string, Reading<string | undefined>>();
  readonly #answers = new Map<string, Reading<ProxyAnswer>>();
  readonly #rights = new Map<string, Reading<boolean>>();
  readonly #served = new Map<string, Reading<boolean>>();
  readonly #judgements = new Map<string, Reading<ApplyAnswer>>();
  readonly #logs = new Map<string, Reading<string>>();
  readonly #findings = new Map<string, Reading<readonly TextFinding[] | undefined>>();
  #cel: Reading<Cel> | undefined;

  constructor(id: string, takenAt: number, source: SnapshotSource) {
    this.id = id;
    this.takenAt = takenAt;
    this.#source = source;
  }

  /** Reads what is needed and was not read yet. Failures become readings; only an abort rejects. */
  async fill(needs: readonly Need[], signal: AbortSignal): Promise<void> {
    await Promise.all(
      needs.map((need) => {
        const key = JSON.stringify(need);
        const reading = this.#readings.get(key) ?? this.#read(need, signal);
        this.#readings.set(key, reading);
        return reading;
      }),
    );
    signal.throwIfAborted();
  }

  list(kind: ObjectKind, namespace: string | undefined): Reading<readonly KubeObject[]> {
    return this.#lists.get(listKey(kind, namespace)) ?? { ok: false, ...NOT_READ };
  }

  file(file: string): Reading<string | undefined> {
    return this.#files.get(file) ?? { ok: false, ...NOT_READ };
  }

  http(request: Parameters<Snapshot['http']>[0]): Reading<ProxyAnswer> {
    return this.#answers.get(httpKey(request)) ?? { ok: false, ...NOT_READ };
  }

  mayDo(question: AccessQuestion): Reading<boolean> {
    return this.#rights.get(JSON.stringify(question)) ?? { ok: false, ...NOT_READ };
  }

  serves(kind: ObjectKind): Reading<boolean> {
    return this.#served.get(listKey(kind, undefined)) ?? { ok: false, ...NOT_READ };
  }

  tryApply(object: KubeObject): Reading<ApplyAnswer> {
    return this.#judgements.get(JSON.stringify(object)) ?? { ok: false, ...NOT_READ };
  }

  log(query: LogQuery): Reading<string> {
    return this.#logs.get(JSON.stringify(query)) ?? { ok: false, ...NOT_READ };
  }

  findings(file: string): Reading<readonly TextFinding[] | undefined> {
    return this.#findings.get(file) ?? { ok: false, ...NOT_READ };
  }

  cel(): Reading<Cel> {
    return this.#cel ?? { ok: false, ...NOT_READ };
  }

  /** `Kind/name` of every object in this namespace that was read and is not on its way out. */
  seenIn(namespace: string): string[] {
    return [...this.#lists.values()].flatMap((reading) =>
      reading.ok
        ? reading.value
            .filter(
              ({ metadata }) =>
                metadata.namespace === namespace && metadata.deletionTimestamp === undefined,
            )
            .map(({ kind, metadata }) => describeRef({ kind, name: metadata.name }))
        : [],
    );
  }

  async #read(need: Need, signal: AbortSignal): Promise<void> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(READ_TIMEOUT_MS)]);
    switch (need.read) {
      case 'file': {
        const reading = await attempt(() => this.#source.readFile(need.file), limit);
        this.#files.set(need.file, reading);
        return;
      }
      case 'list': {
        const { kind, namespace } = need;
        const query = { ...kind, ...(namespace === undefined ? {} : { namespace }) };
        const reading = await this.#ask((cluster) => cluster.list(query, limit), limit);
        this.#lists.set(listKey(kind, namespace), reading);
        return;
      }
      case 'http': {
        const { namespace, service, port, path } = need;
        const target = { namespace, name: service, port, path };
        const reading = await this.#ask((cluster) => cluster.proxyService(target, limit), limit);
        this.#answers.set(httpKey(need), reading);
        return;
      }
      case 'access': {
        const { question } = need;
        const reading = await this.#ask((cluster) => cluster.mayDo(question, limit), limit);
        this.#rights.set(JSON.stringify(question), reading);
        return;
      }
      case 'served': {
        const { kind } = need;
        const reading = await this.#ask((cluster) => isServed(cluster, kind, limit), limit);
        this.#served.set(listKey(kind, undefined), reading);
        return;
      }
      case 'apply': {
        const { object } = need;
        const reading = await this.#ask((cluster) => cluster.tryApply(object, limit), limit);
        this.#judgements.set(JSON.stringify(object), reading);
        return;
      }
      case 'log': {
        const { query } = need;
        const reading = await this.#ask((cluster) => cluster.podLog(query, limit), limit);
        this.#logs.set(JSON.stringify(query), reading);
        return;
      }
      case 'findings': {
        const reading = await attempt(() => this.#lint(need.file), limit);
        this.#findings.set(need.file, reading);
        return;
      }
      case 'cel':
        this.#cel = await attempt(() => this.#source.loadCel(), limit);
    }
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

async function isServed(cluster: Cluster, kind: ObjectKind, signal: AbortSignal): Promise<boolean> {
  try {
    await cluster.resource(kind, signal);
    return true;
  } catch (error) {
    if (error instanceof LabError && error.reason === 'kind-not-served') return false;
    throw error;
  }
}

function listKey({ apiVersion, kind }: ObjectKind, namespace: string | undefined): string {
  return `${apiVersion}/${kind}/${namespace ?? ''}`;
}

function httpKey({ namespace, service, port, path }: Parameters<Snapshot['http']>[0]): string {
  return `${namespace}/${service}:${port}${path}`;
}
