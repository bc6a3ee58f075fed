import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import { objectKind } from '../../core/kubernetes/kinds.ts';
import type { KubeObject, ObjectKind } from '../../core/kubernetes/objects.ts';
import type { Cluster } from '../../core/ports.ts';
import type { Run } from '../../core/run/model.ts';
import { watchLists } from '../../core/run/watchLists.ts';
import type { LabServices } from '../services.ts';
import { whyNothingRuns } from '../trust.ts';
import type { LabSession } from './labSession.ts';
import { EventsNode, KindNode } from './nodes/objectNodes.ts';
import type { TreeNode } from './nodes/treeNode.ts';

/** What is listed of the lab's namespace, in this order. A kind with nothing in it is not shown. */
const KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'Pod',
  'Service',
  'Ingress',
  'NetworkPolicy',
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'PersistentVolumeClaim',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'LimitRange',
  'ResourceQuota',
];

/** What tells that something moves: watched while the view is seen. */
const WATCHED = ['Deployment', 'Pod', 'Service', 'Event'];

/** How long changes are gathered before the lists are read again. Milliseconds. */
const SETTLE_MS = 700;

/** Longest that one reading of all lists may take. Milliseconds. */
const READ_TIMEOUT_MS = 15_000;

/** Objects of the open lab's own namespace with their state, and its events. */
export class ClusterTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #services: LabServices;
  readonly #session: LabSession;
  readonly #redraw = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#redraw.event;
  #view: vscode.TreeView<TreeNode> | undefined;
  #shown: string | undefined;
  #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(services: LabServices, session: LabSession) {
    this.#services = services;
    this.#session = session;
  }

  /** Connects the tree with its view, which tells when it is seen. */
  attach(view: vscode.TreeView<TreeNode>): vscode.Disposable {
    this.#view = view;
    return vscode.Disposable.from(
      view.onDidChangeVisibility(() => this.#follow()),
      this.#session.onDidChange(() => this.#follow()),
      vscode.window.onDidChangeWindowState(() => this.#follow()),
    );
  }

  dispose(): void {
    this.#end();
    this.#redraw.dispose();
  }

  /** Reads everything again. */
  refresh(): void {
    this.#redraw.fire();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return node;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return node.children();
    const run = this.#session.current?.run;
    if (run === undefined || whyNothingRuns() !== undefined) return this.#say('', []);
    try {
      const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
      const cluster = await this.#services.clusters.reopen(run.pin, signal);
      return this.#say('', await readAll(cluster, run, signal));
    } catch (error) {
      return this.#say(messageOf(error), []);
    }
  }

  /** @param message an empty one takes the last away */
  #say(message: string, nodes: TreeNode[]): TreeNode[] {
    if (this.#view !== undefined) {
      this.#view.message = message;
      this.#view.description = this.#session.current?.run?.namespace ?? '';
    }
    return nodes;
  }

  /** Watches the namespace while somebody looks at it. */
  #follow(): void {
    const run = this.#session.current?.run;
    const isSeen = this.#view?.visible === true && vscode.window.state.focused;
    const wanted =
      isSeen && run !== undefined && whyNothingRuns() === undefined ? run.namespace : undefined;
    if (wanted === this.#shown) return;
    this.#end();
    this.#shown = wanted;
    this.#redraw.fire();
    if (wanted === undefined || run === undefined) return;
    const { signal } = this.#stop;
    this.#watch(run, signal).catch((error: unknown) => {
      if (!signal.aborted) this.#services.log.info(messageOf(error));
    });
  }

  async #watch(run: Run, signal: AbortSignal): Promise<void> {
    const cluster = await this.#services.clusters.reopen(run.pin, signal);
    const lists = WATCHED.flatMap((name) => objectKind(name) ?? []).map((kind) => ({
      kind,
      namespace: run.namespace,
    }));
    await watchLists(lists, cluster, this.#services, () => this.#soon(), signal);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#redraw.fire();
    }, SETTLE_MS);
  }

  #end(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

async function readAll(cluster: Cluster, run: Run, signal: AbortSignal): Promise<TreeNode[]> {
  const { namespace } = run;
  const read = async (kind: ObjectKind): Promise<KubeObject[]> =>
    // What may not be read, or is not served, is simply not shown.
    cluster.list({ ...kind, namespace }, signal).catch(() => []);
  const lists = await Promise.all(
    KINDS.map(async (name) => {
      const kind = objectKind(name);
      return { name, objects: kind === undefined ? [] : await read(kind) };
    }),
  );
  const events = await read({ apiVersion: 'v1', kind: 'Event' });
  return [
    ...lists
      .filter(({ objects }) => objects.length > 0)
      .map(({ name, objects }) => new KindNode(name, objects)),
    ...(events.length === 0 ? [] : [new EventsNode(events)]),
  ];
}
