import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { loadCel } from '../../../src/adapters/cel/loadCel.ts';
import { nodeFiles } from '../../../src/adapters/files/nodeFiles.ts';
import { FileRunStore } from '../../../src/adapters/store/fileRunStore.ts';
import { cryptoRandom } from '../../../src/adapters/time/cryptoRandom.ts';
import { systemClock } from '../../../src/adapters/time/systemClock.ts';
import type { Lab } from '../../../src/core/lab/model.ts';
import type { Log } from '../../../src/core/ports.ts';
import { LabRuns } from '../../../src/core/run/labRuns.ts';
import type { Run } from '../../../src/core/run/model.ts';
import type { LabUi } from '../../../src/ui/labUi.ts';
import { readTree, writeVsix } from '../../../src/adapters/pack/writeVsix.ts';
import { ClusterDocuments } from '../../../src/ui/labs/clusterDocuments.ts';
import { ClusterTree } from '../../../src/ui/labs/clusterTree.ts';
import { LabSession } from '../../../src/ui/labs/labSession.ts';
import { LearnerEditor } from '../../../src/ui/learnerEditor.ts';
import type { LabServices } from '../../../src/ui/services.ts';
import { StepPanel } from '../../../src/ui/stepPanel/stepPanel.ts';
import { ManifestComparison } from '../../../src/ui/labs/manifestComparison.ts';
import { LabTerminals } from '../../../src/ui/terminal/labTerminals.ts';
import { MemoryClusters } from './memoryClusters.ts';
import { writeTestLab } from './testLab.ts';

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Labs as a window has them, on real files and a cluster in memory. */
export interface TestWindow extends LabUi {
  readonly lab: Lab;
  readonly folder: string;
  /** Starts the lab, as the command does once everything is answered. */
  start(): Promise<Run>;
  dispose(): Promise<void>;
}

export async function openTestWindow(): Promise<TestWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-labs-window-'));
  await writeTestLab(join(folder, 'labs'));
  const services = testServices(folder);
  const extension = vscode.extensions.getExtension('k8s-labs.k8s-labs');
  if (extension === undefined) throw new Error('The extension is not here.');
  const session = new LabSession(services, new MemoryMemento());
  const panel = new StepPanel(extension.extensionUri, session);
  const editor = new LearnerEditor(services.files, () => panel.columnForFiles());
  const terminals = new LabTerminals(services);
  await session.load();
  const [lab] = session.shelf.all;
  if (lab === undefined) throw new Error('The test lab was not found.');
  const manifests = new ManifestComparison(services.clusters, async () => 0);
  const consents = new MemoryMemento();
  const clusterTree = new ClusterTree(services, session);
  const clusterDocuments = new ClusterDocuments(services);
  const ui: LabUi = {
    services,
    session,
    panel,
    editor,
    terminals,
    manifests,
    clusterTree,
    clusterDocuments,
    consents,
  };
  return {
    ...ui,
    lab,
    folder,
    async start() {
      const [context] = await services.clusters.contexts();
      if (context === undefined) throw new Error('There is no context.');
      const options = { context, folder: `${folder}/work/stock` };
      const { signal } = new AbortController();
      const run = await services.runs.start(lab, options, () => {}, signal);
      await session.reloadRuns();
      await session.open(lab);
      return run;
    },
    async dispose() {
      for (const { id } of session.runs) terminals.close(id);
      panel.dispose();
      session.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function testServices(folder: string): LabServices {
  const clusters = new MemoryClusters(folder);
  const store = new FileRunStore(join(folder, 'state'), silent);
  const kubectl = {
    path: async () => '/usr/bin/kubectl',
    folder: async () => undefined,
    run: async () => ({ code: 0, stdout: '', stderr: '' }),
  };
  const practice = {
    status: async () => ({ state: 'running' as const }),
    start: async () => ({ state: 'running' as const }),
    stop: async () => {},
    reset: async () => ({ state: 'running' as const }),
    release: async () => {},
  };
  const ports = {
    clusters,
    store,
    files: nodeFiles,
    kubectl,
    programs: {
      find: async () => undefined,
      run: async () => ({ code: 0, stdout: '', stderr: '' }),
    },
    clock: systemClock,
    log: silent,
    loadCel,
  };
  return {
    ...ports,
    practice,
    localClusters: {
      tools: async () => [],
      list: async () => [],
      create: async (tool, name) => ({ tool, name, context: `${tool}-${name}` }),
      delete: async () => {},
    },
    ownKubeconfig: {
      file: () => join(folder, 'config'),
      add: async () => ({ file: join(folder, 'config'), backup: undefined }),
    },
    runs: new LabRuns({ ...ports, random: cryptoRandom }),
    showLog: () => {},
    scratch: async () => ({
      runs: new LabRuns({ ...ports, random: cryptoRandom }),
      folder,
      remove: async () => {},
    }),
    packer: { readTree, write: writeVsix },
    bundledLabs: join(folder, 'labs'),
    defaultWorkFolder: join(folder, 'work'),
    preferredContext: undefined,
    hasKubeconfig: async () => false,
  };
}

class MemoryMemento implements vscode.Memento {
  readonly #values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string, fallback?: T): T {
    return (this.#values.get(key) ?? fallback) as T;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
  }
}
