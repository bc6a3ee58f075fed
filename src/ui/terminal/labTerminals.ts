import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';
import type { Run } from '../../core/run/model.ts';
import type { LabServices } from '../services.ts';
import { terminalText } from './terminalText.ts';

/** Names the run in a terminal's environment, so that the terminal is found after a reload. */
const RUN_VARIABLE = 'K8S_LABS_RUN';

/** Tells the terminals of one run apart; the first one is 1. */
const NUMBER_VARIABLE = 'K8S_LABS_TERMINAL';

/** How long a new terminal may take to say that its shell is ready; many shells never say it. */
const READY_MS = 3_000;

/**
 * A run's terminal, and the further ones that a lab asks for: in the learner's folder, whose kubectl knows the run's cluster and namespace
 * and nothing else.
 */
export class LabTerminals {
  readonly #services: LabServices;

  constructor(services: LabServices) {
    this.#services = services;
  }

  async show(lab: Lab, run: Run): Promise<void> {
    (await this.#open(lab, run)).show();
  }

  /** Types a command and presses Enter. The focus stays where it is. */
  async run(lab: Lab, run: Run, command: string, number = 1): Promise<void> {
    const terminal = await this.#open(lab, run, number);
    terminal.show(true);
    await untilReady(terminal);
    terminal.sendText(terminalText(command, 'run'), true);
  }

  /** Types a command for the learner to look at, without Enter. */
  async paste(lab: Lab, run: Run, command: string, number = 1): Promise<void> {
    const terminal = await this.#open(lab, run, number);
    terminal.show();
    await untilReady(terminal);
    terminal.sendText(terminalText(command, 'paste'), false);
  }

  /** Presses a key in the run's terminal, when it is open. */
  press(run: Run, key: string, number: number): void {
    this.#find(run.id, number)?.sendText(key, false);
  }

  /** Closes the terminals of a run that is over. */
  close(runId: string): void {
    for (const terminal of vscode.window.terminals) {
      if (environment(terminal)[RUN_VARIABLE] === runId) terminal.dispose();
    }
  }

  #find(runId: string, number: number): vscode.Terminal | undefined {
    return vscode.window.terminals.find((terminal) => {
      const env = environment(terminal);
      const isIt = env[RUN_VARIABLE] === runId && env[NUMBER_VARIABLE] === `${number}`;
      return isIt && terminal.exitStatus === undefined;
    });
  }

  async #open(lab: Lab, run: Run, number = 1): Promise<vscode.Terminal> {
    const kubeconfig = await this.#services.runs.writeKubeconfig(run.id);
    const open = this.#find(run.id, number);
    if (open !== undefined) return open;
    return vscode.window.createTerminal({
      name:
        number === 1
          ? vscode.l10n.t('Lab: {0}', lab.title)
          : vscode.l10n.t('Lab: {0} ({1})', lab.title, number),
      cwd: vscode.Uri.file(run.folder),
      iconPath: new vscode.ThemeIcon('beaker'),
      env: {
        KUBECONFIG: kubeconfig,
        [RUN_VARIABLE]: run.id,
        [NUMBER_VARIABLE]: `${number}`,
        ...(await this.#path()),
      },
    });
  }

  /** A PATH with our kubectl in it, on machines that have none. */
  async #path(): Promise<Record<string, string>> {
    const folder = await this.#services.kubectl.folder();
    if (folder === undefined) return {};
    // Windows spells it "Path" and would then know two.
    const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
    const separator = process.platform === 'win32' ? ';' : ':';
    return { [name]: [folder, process.env[name]].filter(Boolean).join(separator) };
  }
}

function environment({
  creationOptions,
}: vscode.Terminal): Record<string, string | null | undefined> {
  return ('env' in creationOptions ? creationOptions.env : undefined) ?? {};
}

/** Waits for the first prompt of a new shell; what is typed before it would be shown twice. */
async function untilReady(terminal: vscode.Terminal): Promise<void> {
  if (terminal.shellIntegration !== undefined || terminal.state.isInteractedWith) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, READY_MS);
    const subscription = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal === terminal) done();
    });
  });
}
