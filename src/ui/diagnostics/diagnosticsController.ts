import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import type { Cel } from '../../core/rules/cel.ts';
import type { CompareOptions } from '../../core/rules/cluster/compare.ts';
import type { LintFinding } from '../../core/rules/engine.ts';
import { hasPolicies } from '../../core/rules/policies/admissionPolicies.ts';
import { LintSession } from '../../core/rules/lintSession.ts';
import { isKubernetesFile, type SourceFile } from '../../core/rules/sourceFile.ts';
import type { RecoverYaml } from '../../core/yaml/parse.ts';
import { SessionSource } from '../language/sessionSource.ts';
import { ClusterFindings } from './clusterFindings.ts';
import { isOpen, openDocument, openUris } from './openDocuments.ts';
import { Problems, type Published } from './problems.ts';
import { RepositoryConfigs } from './repositoryConfigs.ts';
import { type RuleOverrides, Scopes } from './scopes.ts';
import { SECTION } from './settings.ts';
import { toDiagnostic } from './toDiagnostic.ts';
import { isTypedOn, type Typing, TYPING_MS, typingOf } from './typing.ts';
import {
  folderOf,
  isWatched,
  labFolders,
  MAX_FILES,
  readText,
  siblingsOf,
  workspaceFiles,
} from './yamlFiles.ts';

const DEBOUNCE_MS = 75;

/** Longest stretch of indexing before the extension host gets its turn. */
const SLICE_MS = 10;

/** In a folder with more files than this, only those that are open show their findings. */
const MAX_SHOWN_BESIDE = 50;

export interface DiagnosticsOptions {
  readonly log: Log;
  /** Loads the parser that finds every fault of a broken document; called at most once. */
  loadRecovery(): Promise<RecoverYaml>;
  /** Loads the language of admission policies; called at most once. */
  loadCel(): Promise<Cel>;
  /** What a lab says about the rules for a file of its learner. */
  overridesFor?(uri: vscode.Uri): RuleOverrides;
  /** Fires when {@link overridesFor} may answer something else. */
  readonly onDidChangeOverrides?: vscode.Event<void>;
}

/** Keeps the Problems of the workspace's manifests up to date while they are written. */
export class DiagnosticsController implements vscode.Disposable {
  readonly #options: DiagnosticsOptions;
  readonly #problems = new Problems();
  readonly #session = new LintSession((uri) => this.#scopes.of(uri).lint);
  readonly #scopes: Scopes;
  readonly #published = new Map<string, Published>();
  readonly #ofClusters = new ClusterFindings();
  readonly #repositories = new RepositoryConfigs();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #folders = new Map<string, { readonly read: Promise<void>; isRead: boolean }>();
  readonly #didPublish = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [this.#problems, this.#didPublish];
  /** Fires after findings have changed. */
  readonly onDidPublish = this.#didPublish.event;
  /** What completion, hover and the like look at. */
  readonly language = new SessionSource(
    this.#session,
    (uri) => this.#scopes.of(uri),
    (setKey) => this.#ofClusters.knowledge(setKey),
  );
  #typing: Typing | undefined;
  #recovery: Promise<void> | undefined;
  #celLoading: Promise<void> | undefined;
  #coldIndex: Promise<void> | undefined;
  #isDisposed = false;

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
    // Without a version in the settings, that of the cluster counts which was asked last.
    this.#scopes = new Scopes({
      ...options,
      repositoryOf: (uri) => this.#repositories.of(uri),
      minorOf: (uri) => this.#ofClusters.knowledge(this.#session.index.setKey(uri))?.minor,
    });
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{yaml,yml}');
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate((uri) => this.#run(this.#changedOnDisk(uri))),
      watcher.onDidChange((uri) => this.#run(this.#changedOnDisk(uri))),
      watcher.onDidDelete((uri) => this.#removed(uri)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#run(this.#closed(document))),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.#removed(uri);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri } of files) this.#removed(oldUri);
      }),
      this.#repositories,
      this.#repositories.onDidChange(() => this.#scopesChanged()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION)) this.#scopesChanged();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        this.#caretMoved(textEditor.document, selections[0]);
      }),
    );
    if (options.onDidChangeOverrides !== undefined) {
      this.#subscriptions.push(options.onDidChangeOverrides(() => this.#scopesChanged()));
    }
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
    this.#run(this.#repositories.load());
  }

  /** What was published for a document, or undefined when the document has moved on since. */
  published(document: vscode.TextDocument): Published | undefined {
    const published = this.#published.get(document.uri.toString());
    return published?.version === document.version ? published : undefined;
  }

  /** The text that the findings of a file were made from. */
  indexedFile(uri: string): SourceFile | undefined {
    return this.#session.index.file(uri);
  }

  /** Makes a folder and all below it one set of names, as the folder of a lab's learner is. */
  addRoot(folder: vscode.Uri): void {
    this.#session.index.addRoot(folder.toString());
    this.#lintAgain();
  }

  /** Shows what a cluster says about a document. @returns the number of findings @throws LabError */
  async compare(document: vscode.TextDocument, options: CompareOptions): Promise<number> {
    const uri = document.uri.toString();
    const { index } = this.#session;
    if (index.file(uri)?.text !== document.getText()) {
      this.#publishAll(this.#session.change(uri, document.getText()));
    }
    const file = index.file(uri);
    if (file === undefined) return 0;
    const { lint } = this.#scopes.of(uri);
    const findings = await this.#ofClusters.compare(file, index, lint, options);
    this.#scopesChanged();
    this.#publish(uri);
    return findings.length;
  }

  #scopesChanged(): void {
    this.#scopes.clear();
    this.#lintAgain();
  }

  /** Runs the rules again over everything that is shown. */
  #lintAgain(): void {
    const sets = new Set<string>();
    for (const uri of openUris()) {
      const { index } = this.#session;
      if (index.file(uri) === undefined || sets.has(index.setKey(uri))) continue;
      sets.add(index.setKey(uri));
      for (const file of index.setOf(uri).files) {
        this.#session.run(file.uri);
        this.#publish(file.uri);
      }
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#options.log.error(`Diagnostics: ${messageOf(error)}`, error);
    });
  }

  #opened(document: vscode.TextDocument): void {
    if (isWatched(document)) this.#lint(document);
  }

  /** Brings in what the findings of a manifest depend on besides its own text. */
  async #settle(parsed: vscode.Uri): Promise<void> {
    const uri = parsed.toString();
    const file = this.#session.index.file(uri);
    if (file === undefined || !isKubernetesFile(file)) return;
    await this.#recoverIfBroken(uri);
    if (!this.#isSetRead(parsed)) {
      await this.#readFolder(parsed);
      if (this.#isDisposed) return;
      this.#publishAll(this.#session.runSet(uri));
    }
    await this.#loadCelFor(uri);
    this.#coldIndex ??= this.#indexWorkspace();
    await this.#coldIndex;
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const change = contentChanges.at(-1);
    if (!isWatched(document) || change === undefined) return;
    const uri = document.uri.toString();
    this.#typing = typingOf(uri, change);
    this.#later(uri, DEBOUNCE_MS, () => this.#lint(document));
  }

  #lint(document: vscode.TextDocument): void {
    if (document.isClosed) return;
    const uri = document.uri.toString();
    if (this.#isSetRead(document.uri)) {
      this.#publishAll(this.#session.change(uri, document.getText()));
    } else {
      // Until the files beside it have been read, nothing can be said to be missing.
      this.#session.load(uri, document.getText());
      this.#session.runOwn(uri);
      this.#publish(uri);
    }
    this.#run(this.#settle(document.uri));
  }

  async #closed(document: vscode.TextDocument): Promise<void> {
    if (!isWatched(document)) return;
    const uri = document.uri.toString();
    this.#cancel(uri);
    // What was typed and not saved is gone: the file on disk counts again.
    const text = await readText(document.uri);
    if (isOpen(uri) || this.#isDisposed) return;
    const beside = [...this.#session.index.setOf(uri).files].map((file) => file.uri);
    if (text === undefined) this.#session.remove(uri);
    else this.#session.change(uri, text);
    this.#publishAll([uri, ...beside]);
  }

  async #changedOnDisk(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    if (isOpen(key) || !this.#isIndexed(uri)) return;
    const text = await readText(uri);
    if (text === undefined || isOpen(key) || this.#isDisposed) return;
    this.#publishAll(this.#session.change(key, text));
  }

  #removed(uri: vscode.Uri): void {
    const key = uri.toString();
    const gone = [...this.#session.index.files]
      .map((file) => file.uri)
      .filter((file) => file === key || file.startsWith(`${key}/`));
    for (const file of gone) {
      this.#cancel(file);
      this.#publishAll(this.#session.remove(file));
    }
  }

  /** Files come in one by one only once somebody works with manifests. */
  #isIndexed(uri: vscode.Uri): boolean {
    return this.#coldIndex !== undefined || this.#folders.has(folderOf(uri));
  }

  #isSetRead(uri: vscode.Uri): boolean {
    return uri.scheme === 'untitled' || this.#folders.get(folderOf(uri))?.isRead === true;
  }

  async #readFolder(uri: vscode.Uri): Promise<void> {
    const folder = folderOf(uri);
    let entry = this.#folders.get(folder);
    if (entry === undefined) {
      const read = siblingsOf(uri).then((files) => this.#load(files));
      this.#folders.set(folder, (entry = { read, isRead: false }));
    }
    await entry.read;
    entry.isRead = true;
  }

  async #indexWorkspace(): Promise<void> {
    for (const folder of await labFolders()) {
      this.#session.index.addRoot(folder.toString());
    }
    const files = await workspaceFiles();
    await this.#load(files);
    // With every manifest known, what is not among them is not there.
    const whole = files.length < MAX_FILES ? (vscode.workspace.workspaceFolders ?? []) : [];
    for (const { uri } of whole) this.#session.index.markWhole(uri.toString());
    if (!this.#isDisposed) this.#lintAgain();
  }

  /** Reads files that are not open into the index, a slice at a time. */
  async #load(uris: readonly vscode.Uri[]): Promise<void> {
    let sliceStart = Date.now();
    for (const uri of uris) {
      const key = uri.toString();
      if (this.#session.index.file(key) !== undefined) continue;
      const text = await readText(uri);
      if (this.#isDisposed) return;
      if (Date.now() - sliceStart >= SLICE_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        sliceStart = Date.now();
      }
      if (text !== undefined && this.#session.index.file(key) === undefined) {
        this.#session.load(key, text);
      }
    }
  }

  /** The first broken document loads the parser that goes on after the first fault. */
  async #recoverIfBroken(uri: string): Promise<void> {
    const isBroken = (this.#session.index.file(uri)?.broken.length ?? 0) > 0;
    if (!isBroken || this.#session.hasRecovery) return;
    this.#recovery ??= this.#options.loadRecovery().then((recover) => {
      this.#session.useRecovery(recover);
    });
    await this.#recovery;
    const file = this.#session.index.file(uri);
    if (file === undefined || this.#isDisposed) return;
    this.#publishAll(this.#session.change(uri, file.text));
  }

  /** The first admission policy beside a file loads the language that it is written in. */
  async #loadCelFor(uri: string): Promise<void> {
    if (this.#scopes.hasCel || !hasPolicies(this.#session.index.setOf(uri))) return;
    this.#celLoading ??= this.#options.loadCel().then((cel) => {
      this.#scopes.useCel(cel);
      this.#lintAgain();
    });
    await this.#celLoading;
  }

  #publishAll(uris: Iterable<string>): void {
    for (const uri of new Set(uris)) this.#publish(uri);
  }

  #publish(uri: string): void {
    const file = this.#session.index.file(uri);
    const parsed = vscode.Uri.parse(uri);
    if (file === undefined || !this.#isShown(uri) || !this.#scopes.of(uri).isEnabled) {
      this.#published.delete(uri);
      this.#problems.hide(parsed);
      return;
    }
    const document = openDocument(uri);
    // The document moved on while this was worked out: its own change is on the way.
    if (document !== undefined && document.getText() !== file.text) return;
    const found = this.#ofClusters.merged(file, this.#session.findings(uri));
    const waiting = found.filter((finding) => this.#isBeingTyped(uri, file, finding));
    if (waiting.length > 0) {
      this.#later(uri, TYPING_MS, () => this.#publish(uri));
      // Half a key makes the whole document unreadable: what was shown stays until it is whole.
      if (file.broken.length > 0) return;
    }
    const findings = found.filter((finding) => !waiting.includes(finding));
    const diagnostics = findings.map((finding) => toDiagnostic(finding, file, this.#session.index));
    this.#published.set(uri, { version: document?.version ?? 0, findings, diagnostics });
    this.#problems.show(parsed, diagnostics);
    this.#didPublish.fire();
  }

  /** True for what has only just come up on the line that somebody is typing on. */
  #isBeingTyped(uri: string, { lines }: SourceFile, finding: LintFinding): boolean {
    const line = lines.positionAt(finding.range[0]).line;
    if (!isTypedOn(this.#typing, uri, line)) return false;
    const { findings = [], diagnostics = [] } = this.#published.get(uri) ?? {};
    return !findings.some(
      ({ rule }, index) => rule === finding.rule && diagnostics[index]?.range.start.line === line,
    );
  }

  #caretMoved({ uri }: vscode.TextDocument, selection: vscode.Selection | undefined): void {
    const typing = this.#typing;
    if (typing === undefined || selection === undefined || typing.uri !== uri.toString()) return;
    // A change moves the caret too; only leaving the line says that the line is finished.
    if (selection.active.line === typing.line) return;
    this.#typing = undefined;
    if (!this.#timers.has(typing.uri)) return;
    const document = openDocument(typing.uri);
    if (document !== undefined) this.#later(typing.uri, DEBOUNCE_MS, () => this.#lint(document));
  }

  #isShown(uri: string): boolean {
    if (isOpen(uri)) return true;
    const set = this.#session.index.setOf(uri);
    return set.size <= MAX_SHOWN_BESIDE && [...set.files].some((file) => isOpen(file.uri));
  }

  #later(uri: string, delayMs: number, work: () => void): void {
    this.#cancel(uri);
    const timer = setTimeout(() => {
      this.#timers.delete(uri);
      if (!this.#isDisposed) work();
    }, delayMs);
    this.#timers.set(uri, timer);
  }

  #cancel(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
  }
}
