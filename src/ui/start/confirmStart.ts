import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import type { Lab } from '../../core/lab/model.ts';
import type { LabUi } from '../labUi.ts';
import { isBundled } from '../labs/labShelf.ts';
import type { LabServices } from '../services.ts';
import type { ClusterChoice } from './chooseCluster.ts';

/** Longest that the look beforehand may take. Milliseconds. */
const PREFLIGHT_TIMEOUT_MS = 20_000;

/** Where the clusters are remembered that people marked as made for labs. */
const MARKED = 'k8sLabs.labClusters';

/**
 * Shows once what the lab reads, writes and runs, and where. Skipped for bundled labs on the
 * practice cluster. A cluster that is not known to be made for labs is asked about as well.
 * @throws LabError `context-not-allowed` for a lab that wants a disposable cluster
 */
export async function confirmStart(
  { services, consents }: LabUi,
  lab: Lab,
  choice: ClusterChoice,
  folder: string,
): Promise<boolean> {
  const { context, assessment, clusterId } = choice;
  const marked = consents.get<string[]>(MARKED, []);
  const isKnown = assessment.isLabCluster || (clusterId !== '' && marked.includes(clusterId));
  if (isKnown && context.isPractice && isBundled(services, lab)) return true;

  const start = vscode.l10n.t('Start');
  const mark = vscode.l10n.t('This Cluster Is for Labs: Start');
  const canMark = !isKnown && clusterId !== '';
  const needsMark = !isKnown && lab.isolation.cluster === 'disposable';
  if (needsMark && !canMark) throw notDisposable(lab, context.name);
  const buttons = needsMark ? [mark] : canMark ? [start, mark] : [start];
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Start "{0}" on {1}?', lab.title, context.name),
    { modal: true, detail: await sheet(services, lab, choice, folder, isKnown) },
    ...buttons,
  );
  if (chosen === mark) await consents.update(MARKED, [...marked, clusterId]);
  return chosen !== undefined;
}

/** What the lab does, in the words of the one sheet that asks for consent. */
async function sheet(
  services: LabServices,
  lab: Lab,
  { context, assessment }: ClusterChoice,
  folder: string,
  isKnown: boolean,
): Promise<string> {
  const { blastRadius, checkKinds, preflight } = await import('../../core/labEngine.ts');
  const radius = blastRadius(lab, checkKinds);
  const signal = AbortSignal.timeout(PREFLIGHT_TIMEOUT_MS);
  const cluster = await services.clusters.open(context, signal);
  const missing = await preflight(lab, cluster, services.programs, signal);
  const list = (names: readonly string[]): string => names.join(', ');
  const lines = [
    vscode.l10n.t('Cluster: {0}', context.server),
    isKnown ? '' : vscode.l10n.t('This is no known lab cluster. {0}', assessment.evidence),
    vscode.l10n.t('Makes: a namespace of its own, which clean-up deletes'),
    radius.applies.length > 0 ? vscode.l10n.t('Applies: {0}', list(radius.applies)) : '',
    radius.extraNamespaces.length > 0
      ? vscode.l10n.t('Further namespaces: {0}', list(radius.extraNamespaces))
      : '',
    radius.clusterScoped.length > 0
      ? vscode.l10n.t('Touches the whole cluster: {0}', list(radius.clusterScoped))
      : '',
    radius.reads.length > 0 ? vscode.l10n.t('Reads there: {0}', list(radius.reads)) : '',
    radius.readsElsewhere.length > 0
      ? vscode.l10n.t('Reads in other namespaces: {0}', list(radius.readsElsewhere))
      : '',
    vscode.l10n.t('Writes: {0} in {1}', list(radius.writes) || vscode.l10n.t('no files'), folder),
    radius.enters.length > 0 ? vscode.l10n.t('Looks into Pods by: {0}', list(radius.enters)) : '',
    radius.changes.length > 0 ? vscode.l10n.t('Checks change: {0}', list(radius.changes)) : '',
    radius.programs.length > 0
      ? vscode.l10n.t('Checks run on this machine, asked for again: {0}', list(radius.programs))
      : '',
    vscode.l10n.t('Runs: only the commands that you click, in a terminal that you see'),
    ...missing.map(({ what, remedy }) => vscode.l10n.t('Missing here: {0}. {1}', what, remedy)),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function notDisposable(lab: Lab, context: string): LabError {
  return new LabError(
    'context-not-allowed',
    vscode.l10n.t(
      '"{0}" changes the whole cluster, and "{1}" is not made for labs.',
      lab.title,
      context,
    ),
    { next: vscode.l10n.t('Use the practice cluster or one made by kind, k3d or minikube.') },
  );
}
