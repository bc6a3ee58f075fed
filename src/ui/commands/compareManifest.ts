import * as vscode from 'vscode';
import type { Cluster } from '../../core/ports.ts';
import { isIn } from '../labs/manifestComparison.ts';
import type { LabUi } from '../labUi.ts';
import { withPatientProgress } from '../progress.ts';
import { pickContext } from '../start/pickContext.ts';
import type { LabCommand } from './command.ts';

/** Asks a cluster what it has to say about the manifest in the editor. Nothing is changed there. */
export const compareManifest: LabCommand = {
  id: 'k8sLabs.compareManifest',
  needsTrust: true,
  async run(ui) {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'yaml') {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open a manifest first: a YAML file with objects of Kubernetes.'),
      );
      return;
    }
    const target = await targetOf(ui, document);
    if (target === undefined) return;
    const { namespace, open } = target;
    const title = vscode.l10n.t('Asking the cluster about {0}', baseName(document));
    const { count, context } = await withPatientProgress(title, async (signal) => {
      const cluster = await open(signal);
      const found = await ui.manifests.compare(document, cluster, namespace, signal);
      return { count: found, context: cluster.pin.context };
    });
    const text =
      count === 0
        ? vscode.l10n.t('"{0}" has nothing against it.', context)
        : vscode.l10n.t('"{0}" has something to say: see Problems.', context);
    vscode.window.setStatusBarMessage(text, 5_000);
  },
};

interface Target {
  readonly namespace: string;
  open(signal: AbortSignal): Promise<Cluster>;
}

/** The cluster of the lab that the file belongs to; elsewhere people choose. */
async function targetOf(
  { services, session }: LabUi,
  document: vscode.TextDocument,
): Promise<Target | undefined> {
  const run = session.runs.find(({ folder }) => isIn(folder, document.uri));
  if (run !== undefined) {
    const open = (signal: AbortSignal): Promise<Cluster> =>
      services.clusters.reopen(run.pin, signal);
    return { namespace: run.namespace, open };
  }
  const context = await pickContext(services);
  if (context === undefined) return undefined;
  return {
    namespace: context.namespace ?? 'default',
    open: (signal) => services.clusters.open(context, signal),
  };
}

function baseName({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
