import { LabError } from '../../src/core/errors.ts';
import { isClusterScoped, objectKind } from '../../src/core/kubernetes/kinds.ts';
import { parseLabelSelector, selectsLabels } from '../../src/core/kubernetes/labelSelector.ts';
import type { KubeObject, ObjectKind, ObjectRef } from '../../src/core/kubernetes/objects.ts';
import type {
  AccessQuestion,
  ApplyAnswer,
  Cluster,
  ExecQuery,
  LogQuery,
  Pin,
  ProgramAnswer,
  ProxyAnswer,
  ProxyTarget,
} from '../../src/core/ports.ts';

const FAKE_PIN: Pin = {
  context: 'fake',
  kubeconfig: undefined,
  server: 'https://fake.example.com',
  caHash: '',
  clusterId: 'fake-cluster',
};

/** A cluster in memory: it stores what is applied and has no controllers. */
export class FakeCluster implements Cluster {
  readonly pin = FAKE_PIN;
  hasSimulatedNodes = false;
  /** When set, every read and write fails with it. */
  failure: LabError | undefined;
  /** Called before every list, so that a test can change the cluster while a round looks. */
  beforeList: ((list: string) => void) | undefined;
  /** What was listed, as `Kind namespace`, in order. */
  readonly lists: string[] = [];
  /** What was asked of Services, as `service:port/path`, in order. */
  readonly requests: string[] = [];
  /** Answers of Services by `service:port`; others are refused as the API server does it. */
  readonly answers = new Map<string, ProxyAnswer>();
  /** Answers to questions for rights, by `user verb group/resource`; others are no. */
  readonly rights = new Set<string>();
  /** Logs by `pod/container`. */
  readonly logs = new Map<string, string>();
  /** Who wants to hear of changes to a kind. */
  readonly watchers = new Set<{ readonly kind: string; readonly onChange: () => void }>();
  /** How programs end, by `pod: program arguments`; others are not found. */
  readonly programs = new Map<string, ProgramAnswer>();
  /** What a dry run says, by `Kind/name`; others are taken. */
  readonly refusals = new Map<string, ApplyAnswer>();
  readonly #objects = new Map<string, KubeObject>();
  #made = 0;

  constructor(...objects: readonly KubeObject[]) {
    for (const object of objects) this.put(object);
  }

  /** Stores an object with a UID, as if somebody else had made it. */
  put(object: KubeObject): KubeObject {
    const key = keyOf(object, object.metadata);
    this.#made += 1;
    const uid = this.#objects.get(key)?.metadata.uid ?? `uid-${this.#made}`;
    const stored = { ...object, metadata: { uid, ...object.metadata } };
    this.#objects.set(key, stored);
    return stored;
  }

  /** Takes an object away, as if somebody else had deleted it. */
  remove(object: KubeObject): void {
    this.#objects.delete(keyOf(object, object.metadata));
  }

  async version(signal: AbortSignal): Promise<{ major: number; minor: number; text: string }> {
    this.#enter(signal);
    return { major: 1, minor: 37, text: 'v1.37.2' };
  }

  async resource(
    kind: ObjectKind,
    signal: AbortSignal,
  ): Promise<{ plural: string; namespaced: boolean }> {
    this.#enter(signal);
    if (objectKind(kind.kind)?.apiVersion !== kind.apiVersion) {
      throw new LabError('kind-not-served', `The cluster does not know ${kind.kind}.`);
    }
    return { plural: `${kind.kind.toLowerCase()}s`, namespaced: !isClusterScoped(kind) };
  }

  async get(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined> {
    await this.resource(ref, signal);
    return this.#objects.get(keyOf(ref, ref));
  }

  async list(
    query: ObjectKind & { namespace?: string | undefined; labelSelector?: string },
    signal: AbortSignal,
  ): Promise<KubeObject[]> {
    const name = `${query.kind} ${query.namespace ?? ''}`.trim();
    this.beforeList?.(name);
    this.lists.push(name);
    await this.resource(query, signal);
    const selector = parseLabelSelector(query.labelSelector ?? '');
    if ('fault' in selector) throw new LabError('cluster-refused', selector.fault);
    return [...this.#objects.values()].filter(
      ({ kind, apiVersion, metadata }) =>
        kind === query.kind &&
        apiVersion === query.apiVersion &&
        (query.namespace === undefined || metadata.namespace === query.namespace) &&
        selectsLabels(selector, metadata.labels),
    );
  }

  async watch(
    query: ObjectKind & { namespace?: string | undefined },
    onChange: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    this.#enter(signal);
    const watcher = { kind: query.kind, onChange };
    this.watchers.add(watcher);
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.watchers.delete(watcher);
  }

  async apply(
    object: KubeObject,
    { dryRun = false }: { dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<KubeObject> {
    await this.resource(object, signal);
    if (dryRun) return object;
    if (object.kind === 'Namespace') {
      // What a controller does at once in every new namespace.
      const metadata = { name: 'default', namespace: object.metadata.name };
      this.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    }
    return this.put(object);
  }

  async tryApply(
    { apiVersion, kind, metadata }: KubeObject,
    signal: AbortSignal,
  ): Promise<ApplyAnswer> {
    this.#enter(signal);
    await this.resource({ apiVersion, kind }, signal);
    return this.refusals.get(`${kind}/${metadata.name}`) ?? { isTaken: true };
  }

  async mayDo(
    { group, resource, subject, subresource, verb }: AccessQuestion,
    signal: AbortSignal,
  ): Promise<boolean> {
    this.#enter(signal);
    const what = subresource === undefined ? resource : `${resource}/${subresource}`;
    return this.rights.has(`${subject?.user ?? 'me'} ${verb} ${group}/${what}`);
  }

  async podLog({ container = '', pod }: LogQuery, signal: AbortSignal): Promise<string> {
    this.#enter(signal);
    const log = this.logs.get(`${pod}/${container}`);
    if (log === undefined) throw new LabError('cluster-refused', 'There is no such log.');
    return log;
  }

  async delete(ref: ObjectRef, { uid }: { uid?: string }, signal: AbortSignal): Promise<boolean> {
    const live = await this.get(ref, signal);
    if (live === undefined || (uid !== undefined && live.metadata.uid !== uid)) return false;
    return this.#objects.delete(keyOf(ref, ref));
  }

  async exec({ command, pod }: ExecQuery, signal: AbortSignal): Promise<ProgramAnswer> {
    this.#enter(signal);
    const line = `${pod}: ${command.join(' ')}`;
    this.requests.push(line);
    return this.programs.get(line) ?? { code: 127, stdout: '', stderr: 'not found' };
  }

  async change(ref: ObjectRef, patch: object, signal: AbortSignal): Promise<boolean> {
    const live = await this.get(ref, signal);
    if (live === undefined) return false;
    this.put(merged(live, patch) as KubeObject);
    return true;
  }

  async proxy(target: ProxyTarget, signal: AbortSignal): Promise<ProxyAnswer> {
    this.#enter(signal);
    const service = `${target.name}:${target.port}`;
    this.requests.push(`${service}${target.path}`);
    const refused = {
      kind: 'Status',
      message: `no endpoints available for service "${target.name}"`,
    };
    return this.answers.get(service) ?? { status: 503, headers: {}, body: JSON.stringify(refused) };
  }

  #enter(signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.failure !== undefined) throw this.failure;
  }
}

function keyOf(
  { apiVersion, kind }: ObjectKind,
  { namespace, name }: { namespace?: string | undefined; name: string },
): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}

/** A JSON merge patch. */
function merged(value: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null) return patch;
  const before = typeof value === 'object' && value !== null ? value : {};
  const changed = Object.entries(patch).map(([key, part]: [string, unknown]) => [
    key,
    merged((before as Record<string, unknown>)[key], part),
  ]);
  return { ...before, ...Object.fromEntries(changed) };
}
