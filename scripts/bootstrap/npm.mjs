// @ts-check
import { delimiter } from 'node:path';
import { runLogged } from './runLogged.mjs';

/** What to do when npm fails: it is nearly always the network, and a repeat takes up where it was. */
const next =
  'check the internet connection (or the registry in your npm settings), then run the same command again';

/**
 * Runs npm with its output in a log file.
 * @param {{ step: string, args: readonly string[], cwd: string, nodeBin?: string | undefined }} options
 *   `nodeBin`: folder that comes first on PATH, for install scripts that need that Node
 * @returns {Promise<string>}
 */
export function runNpm({ step, args, cwd, nodeBin }) {
  const all = [...args, '--no-audit', '--no-fund', '--no-update-notifier'];
  const cli = process.env['npm_execpath'];
  // npm's own entry is known when npm called us; otherwise the npm on PATH.
  const viaNode = cli?.endsWith('.js') === true;
  return runLogged({
    step,
    next,
    cwd,
    command: viaNode ? process.execPath : 'npm',
    args: viaNode ? [cli, ...all] : all,
    shell: !viaNode && process.platform === 'win32',
    env: environment(nodeBin),
  });
}

/** @param {string | undefined} nodeBin */
function environment(nodeBin) {
  if (nodeBin === undefined) return process.env;
  return { ...process.env, PATH: `${nodeBin}${delimiter}${process.env['PATH'] ?? ''}` };
}
