/**
 * What core needs of the outside world, in core's words. `src/adapters` implements these on Node
 * and VS Code; unit tests use fakes. Every method that waits takes an AbortSignal and rejects with
 * its reason when aborted.
 */
import type { KubeObject, ObjectKind, ObjectRef } from './kubernetes/objects.ts';
import type { Run } from './run/model.ts';

/** Time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Where messages for the developer of a lab or of this project go. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** Random text for names: lower-case letters and digits only. */
export interface Random {
  token(length: number): string;
}

/** Files below folders that people chose. Paths are absolute, with `/` between parts. */
export interface Files {
  /** @returns the text, or undefined when there is no such file. @throws LabError `file-failed` */
  read(path: string): Promise<string | undefined>;
  /** Creates missing folders; replaces the file whole. @throws LabError `file-failed` */
  write(path: string, text: string): Promise<void>;
  /** Makes a folder with those above it; one that is there stays as it is. @throws LabError `file-failed` */
  makeFolder(path: string): Promise<void>;
  /** Names in the folder, sorted; a folder's name ends in `/`. A missing folder is empty. */
  list(path: string): Promise<string[]>;
  /** The path with symbolic links resolved, or undefined when it does not exist. */
  realPath(path: string): Promise<string | undefined>;
}

/** A context of a kubeconfig as people choose it. */
export interface KubeContext {
  readonly name: string;
  readonly server: string;
  readonly namespace: string | undefined;
  readonly isCurrent: boolean;
  /** The kubeconfig file it comes from; undefined means the usual search (KUBECONFIG, home). */
  readonly kubeconfig: string | undefined;
  /** True for the practice cluster that this project brings. */
  readonly isPractice: boolean;
}

/** What identifies a cluster for the whole of a run (decision 1 of the design: the pin). */
export interface Pin {
  readonly context: string;
  readonly kubeconfig: string | undefined;
  readonly server: string;
  /** SHA-256 of the CA bundle in hexadecimal; empty when the kubeconfig carries none. */
  readonly caHash: string;
  /** UID of the kube-system namespace; empty when it may not be read. */
  readonly clusterId: string;
}

/** Finds contexts and opens clusters. */
export interface Clusters {
  /** All contexts, the practice cluster's included when it runs. @throws LabError `kubeconfig-broken` */
  contexts(): Promise<KubeContext[]>;
  /** Opens a context and reads what identifies it. @throws LabError */
  open(
    context: { name: string; kubeconfig?: string | undefined },
    signal: AbortSignal,
  ): Promise<Cluster>;
  /**
   * Opens the pinned cluster again.
   * @throws LabError `context-changed` when the kubeconfig's context is no longer what was pinned
   */
  reopen(pin: Pin, signal: AbortSignal): Promise<Cluster>;
  /**
   * Writes a kubeconfig (mode 0600) whose only context is the pinned one with this namespace.
   * @returns its path
   */
  writeKubeconfig(pin: Pin, namespace: string, runId: string): Promise<string>;
  /** The text of it, as the learner may have changed it since; undefined when there is none. */
  readKubeconfig(runId: string): Promise<string | undefined>;
  /** Removes it again; it is no error when there is none. */
  removeKubeconfig(runId: string): Promise<void>;
}

/** The kubeconfig that people's own kubectl reads. It is changed on their request only. */
export interface OwnKubeconfig {
  /** Where it is, or would be. */
  file(): string;
  /**
   * Adds the contexts of another kubeconfig, with their clusters and users; the current context
   * stays. @throws LabError; nothing has changed then
   */
  add(path: string): Promise<MergedKubeconfig>;
}

/** A kubeconfig that was added to. */
export interface MergedKubeconfig {
  readonly file: string;
  /** A copy of it as it was before; undefined when it was not there. */
  readonly backup: string | undefined;
}

/** To whom the API server passes a request on. */
export interface ProxyTarget {
  readonly kind: 'Service' | 'Pod';
  readonly namespace: string;
  readonly name: string;
  readonly port: string;
  readonly path: string;
}

/** An answer fetched through the API server's proxy. */
export interface ProxyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** At most 16 KB. */
  readonly body: string;
}

/** One thing that the server has against an object. */
export interface ApplyCause {
  /** `spec.template.spec.containers[0].image`; undefined when it names none. */
  readonly field: string | undefined;
  readonly message: string;
}

/** What the server says to applying an object. */
export type ApplyAnswer =
  | { readonly isTaken: true }
  | { readonly isTaken: false; readonly message: string; readonly causes: readonly ApplyCause[] };

/** Whether somebody may do something. */
export interface AccessQuestion {
  readonly verb: string;
  /** Plural: `pods`. */
  readonly resource: string;
  /** The empty text for the core group. */
  readonly group: string;
  /** `log` of `pods/log`: the API wants it apart. */
  readonly subresource?: string | undefined;
  readonly name?: string | undefined;
  /** Undefined for resources of the whole cluster. */
  readonly namespace?: string | undefined;
  /** Undefined asks for whoever the context logs in. */
  readonly subject?: { readonly user: string; readonly groups: readonly string[] } | undefined;
}

/** The output of a container. */
export interface LogQuery {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string | undefined;
  /** That of the container's life before this one. */
  readonly previous?: boolean | undefined;
}

/** A command in a container: a program with arguments, never a line for a shell. */
export interface ExecQuery {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string | undefined;
  readonly command: readonly string[];
}

/** How a program ended. */
export interface ProgramAnswer {
  readonly code: number;
  /** At most 16 KB of each. */
  readonly stdout: string;
  readonly stderr: string;
}

/** One cluster behind one pin. Every call goes to it, never to "whatever is current". */
export interface Cluster {
  readonly pin: Pin;
  /** True when its nodes are simulated: nothing in a container really runs. */
  readonly hasSimulatedNodes: boolean;
  /** `{major: 1, minor: 37, text: 'v1.37.2'}`. */
  version(signal: AbortSignal): Promise<{ major: number; minor: number; text: string }>;
  /** Where a kind is served. @throws LabError `kind-not-served` */
  resource(kind: ObjectKind, signal: AbortSignal): Promise<{ plural: string; namespaced: boolean }>;
  /** @returns the live object, or undefined when it does not exist. @throws LabError */
  get(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined>;
  /** All objects of a kind in a namespace (or of a cluster-scoped kind). @throws LabError */
  list(
    query: ObjectKind & { namespace?: string | undefined; labelSelector?: string },
    signal: AbortSignal,
  ): Promise<KubeObject[]>;
  /**
   * Calls back for every change to objects of a kind, and once for each that is there. Ends when
   * the server ends it, after some minutes, or the signal aborts. @throws LabError
   */
  watch(
    query: ObjectKind & { namespace?: string | undefined },
    onChange: () => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Server-side apply with strict field validation. @throws LabError `cluster-refused` with the server's text */
  apply(
    object: KubeObject,
    options: { dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<KubeObject>;
  /** What the server would say to `apply`, without doing it: a refusal is an answer. @throws LabError */
  tryApply(object: KubeObject, signal: AbortSignal): Promise<ApplyAnswer>;
  /** Starts the deletion. @returns false when the object was not there. @throws LabError */
  delete(ref: ObjectRef, options: { uid?: string }, signal: AbortSignal): Promise<boolean>;
  /** Asks the API server for rights; nothing is done. @throws LabError */
  mayDo(question: AccessQuestion, signal: AbortSignal): Promise<boolean>;
  /** The last 64 KB at most; nothing where the container has not run yet. @throws LabError */
  podLog(query: LogQuery, signal: AbortSignal): Promise<string>;
  /** Runs a program in a container and waits for its end. @throws LabError */
  exec(query: ExecQuery, signal: AbortSignal): Promise<ProgramAnswer>;
  /** Changes an object by a JSON merge patch. @returns false when it is not there. @throws LabError */
  change(ref: ObjectRef, patch: object, signal: AbortSignal): Promise<boolean>;
  /** GET on a port of a Service or a Pod through the API server's proxy. */
  proxy(target: ProxyTarget, signal: AbortSignal): Promise<ProxyAnswer>;
}

/** Open attempts, shared by every window and the command line. One file a run, written atomically. */
export interface RunStore {
  list(): Promise<Run[]>;
  load(id: string): Promise<Run | undefined>;
  /**
   * Reads, changes and writes under a lock. `change` gets undefined for a new run; what it returns
   * is stored; returning undefined removes the run. @throws LabError `run-locked`
   */
  update(id: string, change: (run: Run | undefined) => Run | undefined): Promise<Run | undefined>;
  /** Calls back after any run changed, by this process or another. @returns a function that stops it */
  watch(changed: () => void): () => void;
}

/** Runs kubectl as a program with arguments, never through a shell. */
export interface Kubectl {
  /** The program's path, or undefined when there is none on this machine. */
  path(): Promise<string | undefined>;
  /** @throws LabError `kubectl-missing` */
  run(
    args: readonly string[],
    options: { kubeconfig: string; cwd: string },
    signal: AbortSignal,
  ): Promise<{ code: number; stdout: string; stderr: string }>;
}

/** Programs of this machine, outside any cluster. */
export interface Programs {
  /**
   * Whether a program is on the PATH. Only those whose way to ask for a version is known are run.
   * @returns undefined when it is not there; `version` is empty where it was not asked or not told
   */
  find(name: string, signal: AbortSignal): Promise<{ version: string } | undefined>;
  /** Runs a program with arguments, without a shell; ends all that it started when aborted. */
  run(
    argv: readonly string[],
    options: { cwd: string; kubeconfig: string },
    signal: AbortSignal,
  ): Promise<ProgramAnswer>;
}

export type PracticeState = 'missing' | 'stopped' | 'starting' | 'running';

export interface PracticeStatus {
  /** `missing` means that this machine has no binary for it. */
  readonly state: PracticeState;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly server?: string;
  readonly version?: string;
  readonly pid?: number;
}

/** Programs of others that run a whole cluster on this machine. */
export type LocalClusterTool = 'kind' | 'k3d' | 'minikube';

/** A cluster that one of them runs. */
export interface LocalCluster {
  readonly tool: LocalClusterTool;
  readonly name: string;
  /** Name of its context in the kubeconfig. */
  readonly context: string;
}

/** Clusters of other tools: these make them, delete them and keep the kubeconfig. */
export interface LocalClusters {
  /** Those that this machine has. */
  tools(): Promise<readonly LocalClusterTool[]>;
  /** @throws LabError `local-cluster-failed` */
  list(tool: LocalClusterTool): Promise<readonly LocalCluster[]>;
  /** @throws LabError `local-cluster-failed` with what the tool said */
  create(tool: LocalClusterTool, name: string, signal: AbortSignal): Promise<LocalCluster>;
  /** @throws LabError `local-cluster-failed` with what the tool said */
  delete(cluster: LocalCluster, signal: AbortSignal): Promise<void>;
}

/** The practice cluster that this project brings. */
export interface PracticeCluster {
  status(): Promise<PracticeStatus>;
  /** Starts it or joins the running one, and holds a lease until `release`. @throws LabError */
  start(onPhase: (phase: string) => void, signal: AbortSignal): Promise<PracticeStatus>;
  stop(): Promise<void>;
  reset(onPhase: (phase: string) => void, signal: AbortSignal): Promise<PracticeStatus>;
  /** Gives the lease back; the cluster ends some minutes after the last one. */
  release(): Promise<void>;
}
