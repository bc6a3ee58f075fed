import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import type { KubeContext } from '../../core/ports.ts';
import { assessCluster, type ClusterAssessment } from '../../core/run/guard.ts';
import { withPatientProgress } from '../progress.ts';
import type { LabServices } from '../services.ts';
import { labSettings } from '../settings.ts';
import { pickContext, startedPractice } from './pickContext.ts';
import { PRACTICE_CONTEXT } from './practice.ts';

/** A cluster to start on, and what speaks for or against it. */
export interface ClusterChoice {
  readonly context: KubeContext;
  readonly assessment: ClusterAssessment;
  /** UID of kube-system; empty when it may not be read. */
  readonly clusterId: string;
}

/**
 * The cluster for a new run: the one that a setting or the editor's start named, else the practice
 * cluster when it runs, else whatever people choose.
 * @returns undefined when they chose none. @throws LabError
 */
export async function chooseCluster(services: LabServices): Promise<ClusterChoice | undefined> {
  const context = (await wantedContext(services)) ?? (await pickContext(services));
  if (context === undefined) return undefined;
  const title = vscode.l10n.t('Connecting to {0}', context.name);
  const cluster = await withPatientProgress(title, (signal) =>
    services.clusters.open(context, signal),
  );
  const assessment = assessCluster(context, cluster);
  return { context, assessment, clusterId: cluster.pin.clusterId };
}

async function wantedContext(services: LabServices): Promise<KubeContext | undefined> {
  const contexts = await services.clusters.contexts();
  const name = labSettings.context() ?? services.preferredContext;
  if (name === undefined) return contexts.find(({ isPractice }) => isPractice);
  const found = contexts.find((context) => context.name === name);
  if (found !== undefined) return found;
  if (name === PRACTICE_CONTEXT) return startedPractice(services);
  throw new LabError('no-context', vscode.l10n.t('No kubeconfig names a context "{0}".', name), {
    next: vscode.l10n.t('Choose another cluster, or mend the setting k8sLabs.context.'),
  });
}
