import { LabError } from '../../core/errors.ts';
import type { KubeObject, ObjectKind, ObjectRef } from '../../core/kubernetes/objects.ts';
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
} from '../../core/ports.ts';
import { asApiStatus, judgement, refusal } from './apiError.ts';
import { type Discovery, groupPath, type ServedResource } from './discovery.ts';
import { execInPod } from './podExec.ts';
import { pathSegment } from './pathSegment.ts';
import type { RawClient, RawRequest } from './rawClient.ts';

/** Who the server is told has made a field. */
const FIELD_MANAGER = 'k8s-labs';

const PAGE_SIZE = '500';

/** Longest answer of a Service that is kept. Bytes. */
const MAX_PROXY_BYTES = 16 * 1024;

/** The server's words for a container that has not printed anything, in this run or the one before. */
const NO_LOG_YET = /is waiting to start|previous terminated container .* not found/;

/** Most of a log that is read: the end of it. */
const MAX_LOG_BYTES = 64 * 1024;
const MAX_LOG_LINES = '2000';

/** How long the server keeps a watch open. */
const WATCH_SECONDS = '300';

const AUTHORIZATION = 'authorization.k8s.io/v1';

interface ObjectPage {
  readonly metadata: { readonly continue?: string };
  /** Some servers write null for none. */
  readonly items: readonly KubeObject[] | null;
}

/** One cluster behind one pin. */
export class KubeCluster implements Cluster {
  readonly pin: Pin;
  readonly hasSimulatedNodes: boolean;
  readonly #client: RawClient;
  readonly #discovery: Discovery;

  constructor(client: RawClient, discovery: Discovery, pin: Pin, hasSimulatedNodes: boolean) {
    this.#client = client;
    this.#discovery = discovery;
    this.pin = pin;
    this.hasSimulatedNodes = hasSimulatedNodes;
  }

  async version(signal: AbortSignal): Promise<{ major: number; minor: number; text: string }> {
    const { major, minor, gitVersion } = await this.#client.json<Record<string, string>>(
      { path: '/version' },
      signal,
    );
    // Some providers write "31+".
    return {
      major: Number.parseInt(major ?? '', 10),
      minor: Number.parseInt(minor ?? '', 10),
      text: gitVersion ?? '',
    };
  }

  async resource(kind: ObjectKind, signal: AbortSignal): Promise<ServedResource> {
    return this.#discovery.resource(kind, signal);
  }

  async get(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined> {
    const path = await this.#objectPath(ref, signal);
    const answer = await this.#client.send({ path }, signal);
    if (answer.status === 404) return undefined;
    return this.#client.parsed(answer) as KubeObject;
  }

  async list(
    query: ObjectKind & { namespace?: string | undefined; labelSelector?: string },
    signal: AbortSignal,
  ): Promise<KubeObject[]> {
    const { apiVersion, kind, namespace, labelSelector } = query;
    const resource = await this.#discovery.resource(query, signal);
    const path = collectionPath(apiVersion, resource, namespace);
    const objects: KubeObject[] = [];
    let next: string | undefined;
    for (;;) {
      const parameters = {
        limit: PAGE_SIZE,
        ...(labelSelector === undefined ? {} : { labelSelector }),
        ...(next === undefined ? {} : { continue: next }),
      };
      const answer = await this.#client.send({ path, query: parameters }, signal);
      if (answer.status === 410 && next !== undefined) {
        // The server has forgotten the state that the pages were of: from the beginning.
        objects.length = 0;
        next = undefined;
        continue;
      }
      const page = this.#client.parsed(answer) as ObjectPage;
      // Items of a list do not repeat what kind they are of.
      for (const item of page.items ?? []) objects.push({ ...item, apiVersion, kind });
      next = page.metadata.continue || undefined;
      if (next === undefined) return objects;
    }
  }

  async apply(
    object: KubeObject,
    { dryRun = false }: { dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<KubeObject> {
    return this.#client.json<KubeObject>(await this.#applyRequest(object, dryRun, signal), signal);
  }

  async tryApply(object: KubeObject, signal: AbortSignal): Promise<ApplyAnswer> {
    const answer = await this.#client.send(await this.#applyRequest(object, true, signal), signal);
    const judged = judgement(answer.status, answer.body);
    if (judged === undefined) throw refusal(answer.status, answer.body, this.#client.server);
    return judged;
  }

  async #applyRequest(
    object: KubeObject,
    dryRun: boolean,
    signal: AbortSignal,
  ): Promise<RawRequest> {
    const { apiVersion, kind, metadata } = object;
    const { namespace, ...unscoped } = metadata;
    const { namespaced } = await this.#discovery.resource(object, signal);
    const ref = {
      apiVersion,
      kind,
      name: metadata.name,
      ...(namespace === undefined ? {} : { namespace }),
    };
    return {
      method: 'PATCH',
      path: await this.#objectPath(ref, signal),
      query: {
        fieldManager: FIELD_MANAGER,
        fieldValidation: 'Strict',
        force: 'true',
        ...(dryRun ? { dryRun: 'All' } : {}),
      },
      // A setup puts every object into the lab's namespace; those of the cluster belong to none.
      body: namespaced ? object : { ...object, metadata: unscoped },
      contentType: 'application/apply-patch+yaml',
    };
  }

  async delete(ref: ObjectRef, { uid }: { uid?: string }, signal: AbortSignal): Promise<boolean> {
    const preconditions = uid === undefined ? {} : { preconditions: { uid } };
    const answer = await this.#client.send(
      {
        method: 'DELETE',
        path: await this.#objectPath(ref, signal),
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          ...preconditions,
        },
        contentType: 'application/json',
      },
      signal,
    );
    // Gone already, or another object has its name now: either way it is not there.
    if (answer.status === 404) return false;
    if (answer.status === 409 && uid !== undefined) return isStillThere(this, ref, uid, signal);
    if (answer.status >= 300) throw refusal(answer.status, answer.body, this.#client.server);
    return true;
  }

  async mayDo(question: AccessQuestion, signal: AbortSignal): Promise<boolean> {
    const { subject, ...resourceAttributes } = question;
    const kind = subject === undefined ? 'SelfSubjectAccessReview' : 'SubjectAccessReview';
    const review = {
      apiVersion: AUTHORIZATION,
      kind,
      spec: { ...subject, resourceAttributes },
    };
    const path = `/apis/${AUTHORIZATION}/${kind.toLowerCase()}s`;
    const { status } = await this.#client.json<{ status?: { allowed?: boolean } }>(
      { method: 'POST', path, body: review, contentType: 'application/json' },
      signal,
    );
    return status?.allowed === true;
  }

  async podLog(
    { container, namespace, pod, previous }: LogQuery,
    signal: AbortSignal,
  ): Promise<string> {
    const { status, body } = await this.#client.send(
      {
        path: `/api/v1/namespaces/${pathSegment(namespace)}/pods/${pathSegment(pod)}/log`,
        query: {
          tailLines: MAX_LOG_LINES,
          limitBytes: String(MAX_LOG_BYTES),
          ...(container === undefined ? {} : { container }),
          ...(previous === true ? { previous: 'true' } : {}),
        },
        maxBytes: MAX_LOG_BYTES,
      },
      signal,
    );
    if (status === 400 && NO_LOG_YET.test(body)) return '';
    if (status >= 300) throw refusal(status, body, this.#client.server);
    return body;
  }

  async proxy(target: ProxyTarget, signal: AbortSignal): Promise<ProxyAnswer> {
    const { kind, namespace, name, port, path } = target;
    const plural = kind === 'Service' ? 'services' : 'pods';
    const base = `/api/v1/namespaces/${pathSegment(namespace)}/${plural}/${pathSegment(`${name}:${port}`)}/proxy`;
    // The path is the lab's: taken alone first, so that no dots in it lead out of the proxy.
    const { pathname, search } = new URL(path, 'http://service');
    const answer = await this.#client.send(
      { path: `${base}${pathname}${search}`, maxBytes: MAX_PROXY_BYTES },
      signal,
    );
    const isServersOwn = asApiStatus(answer.body) !== undefined;
    if (isServersOwn && (answer.status === 401 || answer.status === 403)) {
      throw refusal(answer.status, answer.body, this.#client.server);
    }
    return answer;
  }

  async exec(query: ExecQuery, signal: AbortSignal): Promise<ProgramAnswer> {
    return execInPod(this.#client, query, signal);
  }

  async change(ref: ObjectRef, patch: object, signal: AbortSignal): Promise<boolean> {
    const answer = await this.#client.send(
      {
        method: 'PATCH',
        path: await this.#objectPath(ref, signal),
        query: { fieldManager: FIELD_MANAGER },
        body: patch,
        contentType: 'application/merge-patch+json',
      },
      signal,
    );
    if (answer.status === 404) return false;
    if (answer.status >= 300) throw refusal(answer.status, answer.body, this.#client.server);
    return true;
  }

  async watch(
    query: ObjectKind & { namespace?: string | undefined },
    onChange: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    const resource = await this.#discovery.resource(query, signal);
    const path = collectionPath(query.apiVersion, resource, query.namespace);
    const parameters = { watch: 'true', timeoutSeconds: WATCH_SECONDS };
    await this.#client.stream({ path, query: parameters }, onChange, signal);
  }

  async #objectPath(ref: ObjectRef, signal: AbortSignal): Promise<string> {
    const resource = await this.#discovery.resource(ref, signal);
    return `${collectionPath(ref.apiVersion, resource, ref.namespace)}/${pathSegment(ref.name)}`;
  }
}

/** A conflict on a deletion bound to a UID: true while that very object is there (it is ending). */
async function isStillThere(
  cluster: Cluster,
  ref: ObjectRef,
  uid: string,
  signal: AbortSignal,
): Promise<boolean> {
  return (await cluster.get(ref, signal))?.metadata.uid === uid;
}

function collectionPath(
  apiVersion: string,
  { plural, namespaced }: ServedResource,
  namespace: string | undefined,
): string {
  if (!namespaced || namespace === undefined) return `${groupPath(apiVersion)}/${plural}`;
  return `${groupPath(apiVersion)}/namespaces/${pathSegment(namespace)}/${plural}`;
}

/** What identifies a cluster beyond its address; neither has to be readable. */
export async function identify(
  client: RawClient,
  signal: AbortSignal,
): Promise<{ clusterId: string; hasSimulatedNodes: boolean }> {
  const kubeSystem = await readable<KubeObject>(client, '/api/v1/namespaces/kube-system', signal);
  const nodes = await readable<ObjectPage>(client, '/api/v1/nodes?limit=20', signal);
  const isSimulated = ({ metadata }: KubeObject): boolean =>
    metadata.annotations?.['k8s-labs/simulated'] === 'true';
  return {
    clusterId: kubeSystem?.metadata.uid ?? '',
    hasSimulatedNodes: (nodes?.items ?? []).some(isSimulated),
  };
}

async function readable<T>(
  client: RawClient,
  path: string,
  signal: AbortSignal,
): Promise<T | undefined> {
  try {
    return await client.json<T>({ path }, signal);
  } catch (error) {
    const isHidden =
      error instanceof LabError &&
      (error.reason === 'forbidden' || error.reason === 'cluster-refused');
    if (isHidden) return undefined;
    throw error;
  }
}
