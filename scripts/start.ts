// `npm start`: set up what is missing, start the practice cluster, open VS Code on the lab workspace.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from './bootstrap/folders.mjs';
import { withProgress } from './bootstrap/progress.mjs';
import { StepError } from './bootstrap/stepError.mjs';
import { ensureClusterBinary } from './toolchain/clusterBinary.ts';
import { startCluster, type ClusterProcess } from './toolchain/clusterProcess.ts';
import { ensureCodeServer } from './toolchain/codeServer.ts';
import { findDesktop } from './toolchain/desktop.ts';
import { packExtension } from './toolchain/extensionPackage.ts';
import { requireContext } from './toolchain/kubeContexts.ts';
import { aborted, runScript } from './toolchain/runScript.ts';
import { parseStartOptions, startHelp, type StartOptions } from './toolchain/startOptions.ts';
import { openInBrowser } from './toolchain/startBrowser.ts';
import { openInDesktop } from './toolchain/startDesktop.ts';
import type { OpenWindow } from './toolchain/openWindow.ts';

await runScript(async (signal) => {
  const options = parseStartOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(startHelp);
    return 0;
  }
  if ('wrong' in options) {
    process.stderr.write(`${options.wrong}\n\n${startHelp}`);
    return 2;
  }
  const stops: (() => Promise<void>)[] = [];
  try {
    return await Promise.race([start(options, stops), aborted(signal)]);
  } finally {
    if (signal.aborted) process.stderr.write('\n· Stopping …\n');
    for (const stop of stops.toReversed()) await stop();
    if (signal.aborted)
      process.stderr.write('✓ Stopped. Your files, progress and settings are kept.\n');
  }
});

/** Ends when the window or the cluster does; everything that it started is in `stops`. */
async function start(options: StartOptions, stops: (() => Promise<void>)[]): Promise<number> {
  if (options.context !== undefined) await requireContext(options.context);
  const binary = options.context === undefined ? await ensureClusterBinary() : undefined;
  const desktop = options.browser ? undefined : findDesktop();
  const host = desktop === undefined ? await ensureCodeServer() : undefined;
  const vsix = await packExtension();
  await createFolder(options.workspace);

  const cluster = binary === undefined ? undefined : await runCluster(binary);
  if (cluster) stops.push(() => cluster.stop());
  const shared = { options, vsix, env: windowEnvironment(options, binary) };
  const window: OpenWindow = host
    ? await openInBrowser({ ...shared, host })
    : await openInDesktop({ ...shared, code: desktop ?? 'code' });
  stops.push(() => window.stop());
  process.stdout.write(`\n${welcome(options, cluster, window)}\n`);

  const never = new Promise<never>(() => undefined);
  const first = await Promise.race([
    window.ended.then(() => 'window' as const),
    cluster?.ended.then(() => 'cluster' as const) ?? never,
  ]);
  if (first === 'window' && window.kind === 'desktop') return 0;
  const what = first === 'window' ? 'VS Code' : 'The practice cluster';
  throw new StepError('Keeping everything running', {
    why: `${what} ended by itself`,
    next: 'run npm start again; your files and progress are kept',
    logFile: first === 'window' ? window.logFile : cluster?.logFile,
  });
}

async function createFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new StepError('Creating the folder for your lab files', {
      why: String(cause),
      next: 'choose another one: npm start -- --workspace DIR',
      cause,
    });
  }
}

async function runCluster(binary: string): Promise<ClusterProcess> {
  const data = join(stateFolder(), 'practice');
  await mkdir(stateFolder(), { recursive: true });
  const text = 'Starting the practice cluster';
  return withProgress({ id: 'cluster-start', text, guessMs: 6_000 }, (report) =>
    startCluster({ binary, data, onPhase: (phase) => report({ text: phase }) }),
  );
}

function windowEnvironment(options: StartOptions, binary: string | undefined): NodeJS.ProcessEnv {
  return {
    ...process.env,
    K8S_LABS_STATE: stateFolder(),
    ...(binary === undefined ? {} : { K8S_LABS_CLUSTER_BIN: binary }),
    ...(options.context === undefined ? {} : { K8S_LABS_CONTEXT: options.context }),
  };
}

function welcome(
  options: StartOptions,
  cluster: ClusterProcess | undefined,
  window: OpenWindow,
): string {
  const clusterLine = cluster
    ? `practice cluster, Kubernetes ${cluster.version}${cluster.joined ? ' (was running already)' : ''}`
    : `your context "${options.context}"`;
  const lines = [
    'Labs for Kubernetes is ready.',
    '',
    ...window.lines,
    `  Cluster   ${clusterLine}`,
    `  Files     ${options.workspace}`,
    '',
    'In VS Code, click the flask on the left, trust the folder, and start "Labels and selectors".',
    'Ctrl-C here stops everything.',
  ];
  return `${lines.join('\n')}\n`;
}
