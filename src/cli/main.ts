import { realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { nodeFiles } from '../adapters/files/nodeFiles.ts';
import { ownKubeconfig } from '../adapters/kube/kubeconfigSearch.ts';
import { LazyClusters } from '../adapters/kube/lazyClusters.ts';
import { consoleLog } from '../adapters/log/consoleLog.ts';
import { findClusterBinary } from '../adapters/process/clusterBinary.ts';
import { KubectlProgram } from '../adapters/process/kubectlProgram.ts';
import { LocalPrograms } from '../adapters/process/localPrograms.ts';
import { PracticeClusterProgram } from '../adapters/process/practiceClusterProgram.ts';
import { FileRunStore } from '../adapters/store/fileRunStore.ts';
import { stateFolder } from '../adapters/store/stateFolder.ts';
import { cryptoRandom } from '../adapters/time/cryptoRandom.ts';
import { systemClock } from '../adapters/time/systemClock.ts';
import { loadCel } from '../adapters/cel/loadCel.ts';
import { loadYamlRecovery } from '../adapters/yaml/loadYamlRecovery.ts';
import { LabError, messageOf } from '../core/errors.ts';
import type { Cluster } from '../core/ports.ts';
import { LabRuns } from '../core/run/labRuns.ts';
import { asksForHelp, isUsageError } from './arguments.ts';
import { check } from './check.ts';
import { cleanup } from './cleanup.ts';
import { cluster } from './cluster.ts';
import type { CliContext, Subcommand } from './context.ts';
import type { ExitCode } from './exitCode.ts';
import { newCommand } from './new.ts';
import { pack } from './pack/pack.ts';
import { readLabs } from './readLabs.ts';
import { labs } from './labs.ts';
import { LINT_SUMMARY, LINT_USAGE, lintCommand } from './lint/lint.ts';
import { runWithNewerNode } from './newerNode.ts';
import { doctor } from './doctor.ts';
import { receipt } from './receipt.ts';
import { reset } from './reset.ts';
import { rulesCommand } from './rules.ts';
import { runs } from './runs.ts';
import { start } from './start.ts';
import { test } from './test/test.ts';

/** Pack of the labs that come with the extension; part of their keys, here and in the editor. */
const BUNDLED_PACK = 'k8s-labs.k8s-labs';

/** A cluster that was started by hand stays for a working day. */
const LINGER_MINUTES = 12 * 60;

const SUBCOMMANDS: readonly Subcommand[] = [
  labs,
  start,
  check,
  reset,
  cleanup,
  runs,
  cluster,
  rulesCommand,
  test,
  newCommand,
  pack,
  receipt,
  doctor,
];

const [name = '', ...args] = process.argv.slice(2);
const cwd = process.cwd().replaceAll('\\', '/');
// Whoever reads the output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});
void main().then((code) => (process.exitCode = code));

async function main(): Promise<ExitCode> {
  if (name === 'lint') {
    if (asksForHelp(args)) return usageOf({ summary: LINT_SUMMARY, usage: LINT_USAGE });
    const code = args.some((arg) => arg.startsWith('--context'))
      ? runWithNewerNode([name, ...args])
      : undefined;
    if (code !== undefined) return code;
    return lintCommand(args, {
      files: nodeFiles,
      cwd,
      write: (text) => void process.stdout.write(text),
      writeError: (text) => void process.stderr.write(text),
      readInput,
      openCluster,
      loadCel,
      loadRecovery: loadYamlRecovery,
      readLabs: (folder, shown) => readLabs(nodeFiles, folder, shown),
    });
  }
  const subcommand = SUBCOMMANDS.find((each) => each.name === name);
  if (subcommand === undefined) return help();
  if (asksForHelp(args)) return usageOf(subcommand);
  if (subcommand.needsCluster) {
    const code = runWithNewerNode([name, ...args]);
    if (code !== undefined) return code;
  }
  return run(subcommand);
}

async function openCluster(
  context: string,
): Promise<{ cluster: Cluster; namespace: string | undefined }> {
  const { signal } = new AbortController();
  const { clusters } = createContext(signal);
  const chosen = (await clusters.contexts()).find((each) => each.name === context);
  if (chosen === undefined) {
    throw new LabError('no-context', `There is no context "${context}".`, {
      next: 'See "kubectl config get-contexts".',
    });
  }
  return { cluster: await clusters.open(chosen, signal), namespace: chosen.namespace };
}

async function readInput(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

async function run(subcommand: Subcommand): Promise<ExitCode> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    return await subcommand.run(args, createContext(stop.signal));
  } catch (error) {
    if (stop.signal.aborted) return 2;
    if (isUsageError(error)) {
      process.stderr.write(`${error.message}\nUsage: k8s-labs ${subcommand.usage}\n`);
    } else if (error instanceof LabError) {
      process.stderr.write(
        `${error.message}${error.next === undefined ? '' : `\n${error.next}`}\n`,
      );
    } else {
      process.stderr.write(`Something went wrong: ${messageOf(error)}\n`);
    }
    return 2;
  }
}

function usageOf({ summary, usage }: Pick<Subcommand, 'summary' | 'usage'>): ExitCode {
  process.stdout.write(`${summary}\n\nUsage: k8s-labs ${usage}\n`);
  return 0;
}

function help(): ExitCode {
  const isAsked = ['help', '--help', '-h'].includes(name);
  const lines = SUBCOMMANDS.map(({ usage, summary }) => `  k8s-labs ${usage}\n      ${summary}`);
  const text = [
    'Guided Kubernetes labs without an editor.',
    '',
    `  k8s-labs ${LINT_USAGE}\n      ${LINT_SUMMARY}`,
    ...lines,
    '',
    'Exit codes: 0 fine, 1 something is wrong, 2 something could not be decided or done.',
    '',
  ].join('\n');
  (isAsked ? process.stdout : process.stderr).write(
    isAsked || name === '' ? text : `There is no subcommand "${name}".\n\n${text}`,
  );
  return isAsked ? 0 : 2;
}

function createContext(signal: AbortSignal): CliContext {
  const state = stateFolder();
  const dist = dirname(realpathSync(process.argv[1] ?? '.'));
  const clusterBinary = () => findClusterBinary(dist, undefined);
  const practice = new PracticeClusterProgram({
    binary: clusterBinary,
    stateFolder: state,
    lingerMinutes: () => LINGER_MINUTES,
    log: consoleLog,
  });
  const clusters = new LazyClusters({
    stateFolder: state,
    kubeconfig: () => optionOf('--kubeconfig'),
    practice,
  });
  const kubectl = new KubectlProgram({
    setting: () => undefined,
    clusterBinary,
    stateFolder: state,
  });
  const store = new FileRunStore(state, consoleLog);
  const ports = {
    clusters,
    store,
    files: nodeFiles,
    kubectl,
    programs: new LocalPrograms(kubectl),
    clock: systemClock,
    log: consoleLog,
    loadCel,
  };
  return {
    files: nodeFiles,
    clusters,
    practice,
    ownKubeconfig: {
      file: () => ownKubeconfig(optionOf('--kubeconfig')),
      async add(path) {
        const { addToKubeconfig } = await import('../adapters/kube/kubeChunk.ts');
        return addToKubeconfig(this.file(), path, new Date());
      },
    },
    runs: new LabRuns({ ...ports, random: cryptoRandom }),
    kubectl,
    programs: ports.programs,
    clock: systemClock,
    scratch: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'k8s-labs-'));
      const apart = { ...ports, store: new FileRunStore(folder, consoleLog) };
      return {
        runs: new LabRuns({ ...apart, random: cryptoRandom }),
        folder: folder.replaceAll('\\', '/'),
        remove: () => rm(folder, { recursive: true, force: true }),
      };
    },
    log: consoleLog,
    cwd,
    signal,
    write: (text) => void process.stdout.write(text),
    library: async (folders) => {
      const bundled = {
        folder: join(dist, '..', 'labs').replaceAll('\\', '/'),
        pack: BUNDLED_PACK,
      };
      const others = folders.map((folder) => ({ folder, pack: 'local' }));
      const { checkKinds, loadLibrary } = await import('../core/labEngine.ts');
      return loadLibrary(nodeFiles, [bundled, ...others], checkKinds);
    },
  };
}

/** The value of an option that the ports need before the subcommand reads its arguments. */
function optionOf(option: string): string | undefined {
  const at = args.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  const arg = args[at];
  return arg === undefined
    ? undefined
    : arg.includes('=')
      ? arg.slice(option.length + 1)
      : args[at + 1];
}
