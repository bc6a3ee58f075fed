import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { LabServices } from '../services.ts';
import { whyNothingRuns } from '../trust.ts';
import { isFiltering } from './labFilter.ts';
import type { LabSession } from './labSession.ts';

/** Decides which welcome text the view "What Next" shows; the view hides when there is none. */
const CONTEXT_KEY = 'k8sLabs.next';
/** True while the open lab has a run, for menus and key bindings. */
const RUN_KEY = 'k8sLabs.hasRun';
/** True once labs were looked for: "No labs were found" would be untrue before. */
const LOADED_KEY = 'k8sLabs.isLoaded';

/** True while the tree of labs leaves some out. */
const FILTERED_KEY = 'k8sLabs.isFiltered';

type Next = 'trust' | 'cluster' | 'lab' | 'start' | undefined;

/** Keeps the context keys true to the session. */
export function keepContextKeys(services: LabServices, session: LabSession): vscode.Disposable {
  let shown: string | undefined;
  const update = async (): Promise<void> => {
    const hasRun = session.current?.run !== undefined;
    const next = await nextAction(services, session);
    const { isLoaded } = session;
    const isFiltered = isFiltering(session.filter);
    const state = `${next ?? ''} ${hasRun} ${isLoaded} ${isFiltered}`;
    if (state === shown) return;
    shown = state;
    await vscode.commands.executeCommand('setContext', CONTEXT_KEY, next ?? '');
    await vscode.commands.executeCommand('setContext', RUN_KEY, hasRun);
    await vscode.commands.executeCommand('setContext', LOADED_KEY, isLoaded);
    await vscode.commands.executeCommand('setContext', FILTERED_KEY, isFiltered);
  };
  const run = (): void => {
    update().catch((error: unknown) => services.log.error(messageOf(error), error));
  };
  return vscode.Disposable.from(
    session.onDidChange(run),
    vscode.workspace.onDidGrantWorkspaceTrust(run),
  );
}

async function nextAction(services: LabServices, session: LabSession): Promise<Next> {
  if (whyNothingRuns() === 'untrusted') return 'trust';
  if (session.current?.run !== undefined || !session.isLoaded) return undefined;
  if (!(await hasCluster(services))) return 'cluster';
  return session.current === undefined ? 'lab' : 'start';
}

/** Whether starting a lab will find a cluster. Asks no server and loads no cluster code. */
async function hasCluster(services: LabServices): Promise<boolean> {
  if (services.preferredContext !== undefined || (await services.hasKubeconfig())) return true;
  return (await services.practice.status()).state === 'running';
}
