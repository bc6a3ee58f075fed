import * as vscode from 'vscode';
import { objectState, type ObjectState } from '../../../core/kubernetes/objectState.ts';
import type { KubeObject } from '../../../core/kubernetes/objects.ts';
import { redactText } from '../../../core/kubernetes/redact.ts';
import { icon, TreeNode } from './treeNode.ts';

/** Most events that are shown, the newest first. */
const MAX_EVENTS = 50;

/** The objects of one kind. */
export class KindNode extends TreeNode {
  readonly #objects: readonly KubeObject[];

  constructor(kind: string, objects: readonly KubeObject[]) {
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    super(kind, `kind/${kind}`, undefined, UNFOLDED.has(kind) ? Expanded : Collapsed);
    this.#objects = objects;
    this.description = String(objects.length);
    this.iconPath = icon('symbol-class');
    this.contextValue = 'kind';
  }

  override children(): TreeNode[] {
    return this.#objects
      .toSorted((a, b) => a.metadata.name.localeCompare(b.metadata.name))
      .map((object) => new ObjectNode(object, this));
  }
}

/** Where what learners do shows first. */
const UNFOLDED: ReadonlySet<string> = new Set(['Deployment', 'Job', 'Pod', 'Service']);

/** One object with its state. A click shows it; a Pod's log is one more click away. */
export class ObjectNode extends TreeNode {
  readonly object: KubeObject;

  constructor(object: KubeObject, parent: TreeNode) {
    const { kind, metadata } = object;
    const { None } = vscode.TreeItemCollapsibleState;
    super(metadata.name, `object/${kind}/${metadata.name}`, parent, None);
    this.object = object;
    const { words, mood } = objectState(object);
    this.description = words;
    this.iconPath = ICONS[mood]();
    this.tooltip = words === '' ? `${kind}/${metadata.name}` : `${kind}/${metadata.name}: ${words}`;
    this.contextValue = kind === 'Pod' ? 'object.pod' : 'object';
    this.command = {
      command: 'k8sLabs.showObject',
      title: vscode.l10n.t('Show'),
      arguments: [this],
    };
  }
}

const ICONS: Readonly<Record<ObjectState['mood'], () => vscode.ThemeIcon>> = {
  good: () => icon('pass', 'testing.iconPassed'),
  waiting: () => icon('sync', 'charts.yellow'),
  bad: () => icon('error', 'testing.iconFailed'),
  plain: () => icon('circle-outline'),
};

interface ClusterEvent extends KubeObject {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
}

/** What the cluster has told of in the namespace, newest first. */
export class EventsNode extends TreeNode {
  readonly #events: readonly ClusterEvent[];

  constructor(events: readonly KubeObject[]) {
    super(vscode.l10n.t('Events'), 'events', undefined, vscode.TreeItemCollapsibleState.Collapsed);
    this.#events = (events as readonly ClusterEvent[])
      .toSorted((a, b) => timeOf(b) - timeOf(a))
      .slice(0, MAX_EVENTS);
    const warnings = this.#events.filter(({ type }) => type === 'Warning').length;
    this.description =
      warnings === 0
        ? String(events.length)
        : vscode.l10n.t('{0}, warnings: {1}', events.length, warnings);
    this.iconPath = icon('history');
  }

  override children(): TreeNode[] {
    return this.#events.map((event) => new EventNode(event, this));
  }
}

class EventNode extends TreeNode {
  constructor(event: ClusterEvent, parent: TreeNode) {
    const { count = 1, involvedObject = {}, message = '', metadata, reason = '', type } = event;
    super(reason, `event/${metadata.name}`, parent, vscode.TreeItemCollapsibleState.None);
    const text = redactText(message);
    const about = [involvedObject.kind, involvedObject.name].filter(Boolean).join('/');
    const times = count > 1 ? ` ×${count}` : '';
    this.description = `${about}${times}: ${text}`;
    this.tooltip = `${about}${times}\n${text}`;
    this.iconPath =
      type === 'Warning' ? icon('warning', 'problemsWarningIcon.foreground') : icon('info');
  }
}

function timeOf({ eventTime, lastTimestamp, metadata }: ClusterEvent): number {
  return Date.parse(lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '') || 0;
}
