import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import { isUsable, type Lab, type Step } from '../../core/lab/model.ts';
import type { KubeContext } from '../../core/ports.ts';
import { type Claim, describeClaim } from '../../core/proof/report.ts';
import type { LabSession } from '../labs/labSession.ts';
import type { LabServices } from '../services.ts';
import { chooseCluster } from '../start/chooseCluster.ts';
import { whyNothingRuns } from '../trust.ts';
import { ownLabs } from './ownLabs.ts';
import { proveApart } from './proveApart.ts';

/**
 * The labs of the workspace in the editor's Test Explorer, for those who write them: a test is the
 * self-test of a step. There is nothing of it where the workspace holds no labs.
 */
export class LabTests implements vscode.Disposable {
  readonly #services: LabServices;
  readonly #session: LabSession;
  readonly #subscription: vscode.Disposable;
  readonly #found = new Map<string, { lab: Lab; step: Step | undefined }>();
  #controller: vscode.TestController | undefined;
  #shown: readonly Lab[] = [];

  constructor(services: LabServices, session: LabSession) {
    this.#services = services;
    this.#session = session;
    this.#subscription = session.onDidChange(() => this.#refresh());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#controller?.dispose();
  }

  #refresh(): void {
    const labs = ownLabs(this.#session).filter(isUsable);
    const isSame =
      labs.length === this.#shown.length && labs.every((lab, index) => lab === this.#shown[index]);
    if (isSame) return;
    this.#shown = labs;
    this.#controller ??= this.#create();
    this.#found.clear();
    this.#controller.items.replace(labs.map((lab) => this.#labItem(lab)));
  }

  #create(): vscode.TestController {
    const controller = vscode.tests.createTestController(
      'k8sLabs.selfTest',
      vscode.l10n.t('Labs for Kubernetes'),
    );
    controller.createRunProfile(
      vscode.l10n.t('Prove'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
    return controller;
  }

  #labItem(lab: Lab): vscode.TestItem {
    const item = this.#item(lab.key, lab.title, `${lab.folder}/lab.md`, { lab, step: undefined });
    for (const step of lab.steps) {
      const uri = `${lab.folder}/${step.file}`;
      item.children.add(this.#item(`${lab.key}/${step.id}`, step.title, uri, { lab, step }));
    }
    return item;
  }

  #item(
    id: string,
    label: string,
    path: string,
    found: { lab: Lab; step: Step | undefined },
  ): vscode.TestItem {
    if (this.#controller === undefined) throw new Error('The Test Explorer is not there yet.');
    const item = this.#controller.createTestItem(id, label, vscode.Uri.file(path));
    item.range = new vscode.Range(0, 0, 0, 0);
    this.#found.set(id, found);
    return item;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const controller = this.#controller;
    if (controller === undefined) return;
    const run = controller.createTestRun(request);
    const wanted = this.#wanted(request, controller);
    try {
      if (whyNothingRuns() !== undefined)
        throw new Error(vscode.l10n.t('Trust the workspace first.'));
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const context = (await chooseCluster(this.#services))?.context;
      for (const [lab, items] of wanted) {
        if (token.isCancellationRequested) break;
        if (context === undefined) items.forEach((item) => run.skipped(item));
        else await this.#prove(lab, context, items, run, stop.signal);
      }
    } catch (error) {
      for (const item of [...wanted.values()].flatMap((items) => [...items.values()])) {
        if (token.isCancellationRequested) run.skipped(item);
        else run.errored(item, new vscode.TestMessage(messageOf(error)));
      }
    } finally {
      run.end();
    }
  }

  /** The steps that were asked for, by lab. */
  #wanted(
    { include, exclude = [] }: vscode.TestRunRequest,
    controller: vscode.TestController,
  ): Map<Lab, Map<string, vscode.TestItem>> {
    const wanted = new Map<Lab, Map<string, vscode.TestItem>>();
    const add = (item: vscode.TestItem): void => {
      const found = this.#found.get(item.id);
      if (found === undefined || exclude.includes(item)) return;
      if (found.step === undefined) return item.children.forEach(add);
      const items = wanted.get(found.lab) ?? new Map<string, vscode.TestItem>();
      wanted.set(found.lab, items.set(found.step.id, item));
    };
    if (include === undefined) controller.items.forEach(add);
    else include.forEach(add);
    return wanted;
  }

  async #prove(
    lab: Lab,
    context: KubeContext,
    items: ReadonlyMap<string, vscode.TestItem>,
    run: vscode.TestRun,
    signal: AbortSignal,
  ): Promise<void> {
    for (const item of items.values()) run.enqueued(item);
    const claims = new Map<string, Claim[]>();
    const onClaim = (claim: Claim): void => {
      const item = items.get(claim.step);
      if (item === undefined) return;
      const before = claims.get(claim.step) ?? [];
      if (before.length === 0) run.started(item);
      claims.set(claim.step, [...before, claim]);
      run.appendOutput(`${claimLine(lab, claim)}\r\n`, undefined, item);
    };
    const place = { context, steps: new Set(items.keys()) };
    const report = await proveApart(this.#services, lab, place, onClaim, signal);
    for (const [id, item] of items) {
      if (report.needContainers.includes(id)) run.skipped(item);
      else tell(run, item, claims.get(id) ?? []);
    }
  }
}

function tell(run: vscode.TestRun, item: vscode.TestItem, claims: readonly Claim[]): void {
  const ms = claims.reduce((sum, claim) => sum + claim.ms, 0);
  const wrong = claims.filter(({ state }) => state !== 'proved');
  if (claims.length > 0 && wrong.length === 0) return run.passed(item, ms);
  if (claims.length === 0) return run.skipped(item);
  const messages = wrong.map((claim) => {
    const text = `${describeClaim(claim)}: ${claim.why ?? claim.state}`;
    const message = new vscode.TestMessage(text);
    if (item.uri !== undefined) message.location = new vscode.Location(item.uri, FIRST_LINE);
    return message;
  });
  run.failed(item, messages, ms);
}

const FIRST_LINE = new vscode.Position(0, 0);

function claimLine(lab: Lab, claim: Claim): string {
  const mark = claim.state === 'proved' ? '✓' : '✗';
  const why = claim.why === undefined ? '' : `: ${claim.why}`;
  return `${mark} ${lab.id}/${claim.step} ${describeClaim(claim)}${why}`;
}
