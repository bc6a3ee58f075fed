import * as vscode from 'vscode';
import { isPanelIntent } from '../../shared/stepPanelGuards.ts';
import type { PanelUpdate } from '../../shared/stepPanel.ts';
import type { LabSession } from '../labs/labSession.ts';
import { commandOf } from './intentCommands.ts';
import { panelHtml } from './panelHtml.ts';
import { panelLabels } from './panelLabels.ts';
import { stepView } from './stepView.ts';

export const STEP_PANEL = 'k8sLabs.step';

/** The panel that shows the open step. It holds no state: every change sends a whole snapshot. */
export class StepPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #extensionUri: vscode.Uri;
  readonly #session: LabSession;
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #isReady = false;
  #sent: string | undefined;

  constructor(extensionUri: vscode.Uri, session: LabSession) {
    this.#extensionUri = extensionUri;
    this.#session = session;
    this.#subscription = vscode.Disposable.from(
      session.onDidChange(() => this.#update()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#update()),
    );
  }

  /** Brings the panel to the front, beside whatever file is open. */
  show(preserveFocus = false): void {
    if (this.#panel !== undefined) return this.#panel.reveal(undefined, preserveFocus);
    const { Active, Beside } = vscode.ViewColumn;
    const viewColumn = vscode.window.activeTextEditor === undefined ? Active : Beside;
    const place = { viewColumn, preserveFocus };
    const title = this.#session.current?.lab.title ?? vscode.l10n.t('Lab');
    const options = { enableFindWidget: true };
    this.#adopt(vscode.window.createWebviewPanel(STEP_PANEL, title, place, options));
  }

  /** The column for the learner's files: beside the panel, wherever that stands. */
  columnForFiles(): vscode.ViewColumn {
    const column = this.#panel?.viewColumn;
    if (column === undefined) return vscode.ViewColumn.Active;
    return column === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.#adopt(panel);
    await this.#session.load();
    const { lab: key, step } = (state ?? {}) as { lab?: unknown; step?: unknown };
    const lab = typeof key === 'string' ? this.#session.shelf.byKey(key) : undefined;
    if (lab === undefined) return this.#session.current === undefined ? panel.dispose() : undefined;
    if (this.#session.current?.lab.key === lab.key) return;
    await this.#session.open(lab, typeof step === 'string' ? step : undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    this.#isReady = false;
    panel.iconPath = new vscode.ThemeIcon('beaker');
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    this.#allowFolders(panel);
    panel.webview.html = panelHtml(panel.webview, this.#extensionUri, panelLabels());
  }

  /** Scripts, yes; files, only ours and the open lab's own pictures; nothing else. */
  #allowFolders(panel: vscode.WebviewPanel): void {
    const lab = this.#session.current?.lab;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(this.#extensionUri, 'dist'),
        ...(lab === undefined ? [] : [vscode.Uri.file(lab.folder)]),
      ],
    };
  }

  #receive(message: unknown): void {
    if (!isPanelIntent(message)) return;
    if (message.type === 'ready') {
      this.#isReady = true;
      this.#sent = undefined;
      return this.#update();
    }
    const [command, ...args] = commandOf(message);
    void vscode.commands.executeCommand(command, ...args);
  }

  #update(): void {
    const panel = this.#panel;
    const open = this.#session.current;
    if (panel === undefined || open === undefined) return;
    if (panel.title !== open.lab.title) {
      panel.title = open.lab.title;
      this.#allowFolders(panel);
    }
    if (!this.#isReady) return;
    const view = stepView(open, (path) => panel.webview.asWebviewUri(vscode.Uri.file(path)));
    const update: PanelUpdate = {
      type: 'update',
      lab: open.lab.key,
      step: open.step?.id ?? '',
      view,
    };
    const text = JSON.stringify(update);
    if (text === this.#sent) return;
    this.#sent = text;
    void panel.webview.postMessage(update);
  }
}
