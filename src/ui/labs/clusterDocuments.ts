import * as vscode from 'vscode';
import type { KubeObject, ObjectRef } from '../../core/kubernetes/objects.ts';
import { HIDDEN, redactText } from '../../core/kubernetes/redact.ts';
import type { Run } from '../../core/run/model.ts';
import type { LabServices } from '../services.ts';

/** Documents that show what is in the cluster; they cannot be edited and hold no secrets. */
export const CLUSTER_SCHEME = 'k8s-labs-cluster';

/** Longest that reading one of them may take. Milliseconds. */
const READ_TIMEOUT_MS = 15_000;

/** Shows live objects as YAML, and logs of Pods. */
export class ClusterDocuments implements vscode.TextDocumentContentProvider {
  readonly #services: LabServices;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #texts = new Map<string, () => Promise<string>>();
  readonly onDidChange = this.#changed.event;

  constructor(services: LabServices) {
    this.#services = services;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return (await this.#texts.get(uri.toString())?.()) ?? '';
  }

  /** Opens the object as it is now. */
  async showObject(run: Run, ref: ObjectRef, column: vscode.ViewColumn): Promise<void> {
    await this.#open(`${ref.kind}/${ref.name}.yaml`, column, async () => {
      const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
      const cluster = await this.#services.clusters.reopen(run.pin, signal);
      const live = await cluster.get({ ...ref, namespace: run.namespace }, signal);
      if (live === undefined) return vscode.l10n.t('# It is not there any more.');
      const { toYaml } = await import('../../core/lab/patchYaml.ts');
      return toYaml(readable(live));
    });
  }

  /** Opens the end of a container's log. */
  async showLog(
    run: Run,
    pod: string,
    container: string | undefined,
    column: vscode.ViewColumn,
  ): Promise<void> {
    const name = container === undefined ? pod : `${pod}-${container}`;
    await this.#open(`${name}.log`, column, async () => {
      const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
      const cluster = await this.#services.clusters.reopen(run.pin, signal);
      const query = { namespace: run.namespace, pod, container };
      const text = redactText(await cluster.podLog(query, signal));
      return text === '' ? vscode.l10n.t('(the log is empty)') : text;
    });
  }

  /** Opens a page of ours, rendered. */
  async showText(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: CLUSTER_SCHEME, path: `/${name}` });
    this.#texts.set(uri.toString(), async () => text);
    this.#changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  async #open(path: string, column: vscode.ViewColumn, read: () => Promise<string>): Promise<void> {
    const uri = vscode.Uri.from({ scheme: CLUSTER_SCHEME, path: `/${path}` });
    this.#texts.set(uri.toString(), read);
    // One that is open already is read again.
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: column, preview: true });
  }
}

/** The object without what only machines read, and without the content of a Secret. */
function readable(object: KubeObject): object {
  const { managedFields: _, ...metadata } = object.metadata as KubeObject['metadata'] & {
    managedFields?: unknown;
  };
  const { annotations: _annotations, ...bare } = metadata;
  const shown = { ...object, metadata: object.kind === 'Secret' ? bare : metadata };
  if (object.kind !== 'Secret') return redacted(shown) as object;
  const hide = (values: unknown): object =>
    Object.fromEntries(Object.keys(values ?? {}).map((key) => [key, HIDDEN]));
  return { ...shown, data: hide(object['data']) };
}

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, redacted(each)]));
}
