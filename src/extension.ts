import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { nodeFiles } from './adapters/files/nodeFiles.ts';
import { ownKubeconfig } from './adapters/kube/kubeconfigSearch.ts';
import { LazyClusters } from './adapters/kube/lazyClusters.ts';
import { outputChannelLog } from './adapters/log/outputChannelLog.ts';
import { findClusterBinary } from './adapters/process/clusterBinary.ts';
import { KubectlProgram } from './adapters/process/kubectlProgram.ts';
import { LocalClusterPrograms } from './adapters/process/localClusters.ts';
import { LocalPrograms } from './adapters/process/localPrograms.ts';
import { PracticeClusterProgram } from './adapters/process/practiceClusterProgram.ts';
import { FileRunStore } from './adapters/store/fileRunStore.ts';
import { stateFolder } from './adapters/store/stateFolder.ts';
import { cryptoRandom } from './adapters/time/cryptoRandom.ts';
import { systemClock } from './adapters/time/systemClock.ts';
import { loadCel } from './adapters/cel/loadCel.ts';
import { loadYamlRecovery } from './adapters/yaml/loadYamlRecovery.ts';
import { LabRuns } from './core/run/labRuns.ts';
import { type Diagnostics, registerDiagnostics } from './ui/diagnostics/registerDiagnostics.ts';
import { registerYamlServer } from './ui/yamlServer/registerYamlServer.ts';
import { registerLabs } from './ui/registerLabs.ts';
import type { LabServices } from './ui/services.ts';
import { labSettings, toSlashes } from './ui/settings.ts';

let practice: PracticeClusterProgram | undefined;

/** Builds the adapters and hands them down. Reads no file and waits for nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Labs for Kubernetes', { log: true });
  const log = outputChannelLog(channel);
  context.subscriptions.push(channel);

  const services = createServices(context, log, () => channel.show());
  // Labs and diagnostics need one another: what labs ask of diagnostics they ask later.
  const { overrides } = registerLabs(context, services, (document, options) =>
    diagnostics.compare(document, options),
  );
  const diagnostics: Diagnostics = registerDiagnostics(context, {
    log,
    loadCel,
    loadRecovery: loadYamlRecovery,
    overridesFor: (uri) => overrides.of(uri),
    onDidChangeOverrides: overrides.onDidChange,
  });
  registerYamlServer(context, {
    log,
    async start(selector) {
      const { startYamlServer } = await import('./adapters/yamlServer/yamlServerChunk.ts');
      await startYamlServer(context, selector);
    },
  });
  // The files of one learner are one set of names, however many labs lie side by side.
  const addRoots = (): void => {
    for (const folder of overrides.folders()) diagnostics.addRoot(vscode.Uri.file(folder));
  };
  addRoots();
  context.subscriptions.push(overrides.onDidChange(addRoots));
}

/** Gives back the lease on the practice cluster, which ends by itself some minutes later. */
export async function deactivate(): Promise<void> {
  await practice?.release();
}

function createServices(
  context: vscode.ExtensionContext,
  log: LabServices['log'],
  showLog: () => void,
): LabServices {
  const state = stateFolder();
  const dist = context.asAbsolutePath('dist');
  const clusterBinary = (): Promise<string | undefined> =>
    findClusterBinary(dist, labSettings.practiceClusterPath());
  const { lingerMinutes } = labSettings;
  practice = new PracticeClusterProgram({
    binary: clusterBinary,
    stateFolder: state,
    lingerMinutes,
    log,
  });
  const kubectl = new KubectlProgram({
    setting: labSettings.kubectlPath,
    clusterBinary,
    stateFolder: state,
  });
  const clusters = new LazyClusters({
    stateFolder: state,
    kubeconfig: labSettings.kubeconfig,
    practice,
  });
  const store = new FileRunStore(state, log);
  const programs = new LocalPrograms(kubectl);
  const ports = {
    clusters,
    store,
    files: nodeFiles,
    kubectl,
    programs,
    clock: systemClock,
    log,
    loadCel,
  };
  return {
    ...ports,
    practice,
    localClusters: new LocalClusterPrograms(),
    ownKubeconfig: {
      file: () => ownKubeconfig(labSettings.kubeconfig()),
      async add(path) {
        const { addToKubeconfig } = await import('./adapters/kube/kubeChunk.ts');
        return addToKubeconfig(this.file(), path, new Date());
      },
    },
    runs: new LabRuns({ ...ports, random: cryptoRandom }),
    showLog,
    async scratch() {
      const folder = await mkdtemp(join(tmpdir(), 'k8s-labs-'));
      const apart = { ...ports, store: new FileRunStore(folder, log) };
      return {
        runs: new LabRuns({ ...apart, random: cryptoRandom }),
        folder: toSlashes(folder),
        remove: () => rm(folder, { recursive: true, force: true }),
      };
    },
    packer: {
      async readTree(folder, prefix) {
        const { readTree } = await import('./adapters/pack/writeVsix.ts');
        return readTree(folder, prefix);
      },
      async write(path, files) {
        const { writeVsix } = await import('./adapters/pack/writeVsix.ts');
        await writeVsix(path, files);
      },
    },
    bundledLabs: toSlashes(context.asAbsolutePath('labs')),
    defaultWorkFolder: toSlashes(join(homedir(), 'k8s-labs')),
    preferredContext: process.env['K8S_LABS_CONTEXT'],
    async hasKubeconfig() {
      const path = toSlashes(ownKubeconfig(labSettings.kubeconfig()));
      return (await nodeFiles.read(path)) !== undefined;
    },
  };
}
