import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isNodeNewEnough } from '../core/nodeFloor.ts';
import type { ExitCode } from './exitCode.ts';

/**
 * Runs the same command with the Node that this project's scripts have brought, where this one is
 * too old to talk to clusters.
 * @returns undefined when this Node will do, or when no other was found: the client then says so
 */
export function runWithNewerNode(args: readonly string[]): ExitCode | undefined {
  if (isNodeNewEnough(process.versions.node)) return undefined;
  const node = findNode();
  const script = process.argv[1];
  if (node === undefined || script === undefined) return undefined;
  const { status } = spawnSync(node, [script, ...args], { stdio: 'inherit' });
  return status === 0 || status === 1 ? status : 2;
}

function findNode(): string | undefined {
  const cache =
    process.env['K8S_LABS_CACHE'] ??
    join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'k8s-labs');
  if (!existsSync(cache)) return undefined;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return readdirSync(cache)
    .filter((name) => /^node-\d/.test(name) && isNodeNewEnough(name.slice('node-'.length)))
    .map((name) => join(cache, name, 'node_modules', 'node', 'bin', program))
    .find((path) => existsSync(path));
}
