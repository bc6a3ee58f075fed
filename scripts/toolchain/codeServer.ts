import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installOnce, installedVersions } from '../bootstrap/installOnce.mjs';
import { runNpm } from '../bootstrap/npm.mjs';
import { withProgress, type Report } from '../bootstrap/progress.mjs';
import { StepError } from '../bootstrap/stepError.mjs';
import { findProgram } from './programs.ts';

const version = '4.139.1';
const step = 'Installing VS Code for the browser';

/** A VS Code for the browser that is ready to be started. */
export interface CodeServer {
  /** The Node that it runs on. */
  readonly node: string;
  /** Its start script. */
  readonly entry: string;
  /** Whether its logs go to files; false where no compiler was there to build that part. */
  readonly hasFileLogs: boolean;
}

/** Makes sure of the browser VS Code: code-server from npm, without its slow native builds. */
export async function ensureCodeServer(): Promise<CodeServer> {
  if (process.platform === 'win32') {
    throw new StepError(step, {
      why: 'the browser VS Code does not run on Windows',
      next: 'install the desktop VS Code with its "code" command, then run the same command again',
    });
  }
  const hasFileLogs = ['g++', 'make', 'python3'].every((name) => findProgram(name) !== undefined);
  const folder = await installOnce(
    {
      name: `vscode-${version}`,
      versions: { 'code-server': version, fileLogs: hasFileLogs ? 'yes' : 'no' },
      onWait: () => process.stderr.write('· Another start is installing VS Code, waiting for it\n'),
    },
    (target) =>
      withProgress({ id: 'vscode', text: step, guessMs: hasFileLogs ? 60_000 : 25_000 }, (report) =>
        install(target, hasFileLogs, report),
      ),
  );
  const { fileLogs } = await installedVersions(folder);
  if (fileLogs === 'no') {
    process.stderr.write(
      '· VS Code runs without log files: it was installed where g++, make or python3 was missing.\n',
    );
  }
  return {
    node: process.execPath,
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
    hasFileLogs: fileLogs === 'yes',
  };
}

async function install(
  target: string,
  hasFileLogs: boolean,
  report: (progress: Report) => void,
): Promise<void> {
  const total = hasFileLogs ? 6 : 2;
  await writeFile(join(target, 'package.json'), '{"name":"vscode-host","private":true}');
  const npm = (cwd: string, ...args: string[]): Promise<string> =>
    runNpm({ step, cwd, nodeBin: dirname(process.execPath), args });

  report({ done: 0, total, text: 'downloading' });
  await npm(target, 'install', '--ignore-scripts', `code-server@${version}`);
  const vscode = join(target, 'node_modules', 'code-server', 'lib', 'vscode');
  report({ done: 1, total, text: 'its own packages' });
  await npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  if (!hasFileLogs) return;
  report({ done: 2, total, text: 'compiling its log writer' });
  const headers = nodeHeaders();
  await npm(
    vscode,
    'rebuild',
    '--ignore-scripts=false',
    '@vscode/spdlog',
    '@vscode/native-watchdog',
    // The headers that came with our Node; without them node-gyp would look for a download.
    ...(headers === undefined ? [] : [`--nodedir=${headers}`]),
  );
}

/** @returns the folder whose `include/node` holds the C headers of the running Node, if it has them. */
function nodeHeaders(): string | undefined {
  const bin = dirname(process.execPath);
  const candidates = [
    dirname(bin),
    join(bin, '..', 'node_modules', `node-${process.platform}-${process.arch}`),
  ];
  return candidates.find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')));
}
