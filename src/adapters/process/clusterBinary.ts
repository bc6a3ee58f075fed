import { join } from 'node:path';
import { isRunnable } from './findProgram.ts';

/**
 * Where the practice cluster's program is: the setting, the environment (set by `npm start`), or
 * beside the bundle (a packed extension or a build). Undefined when this machine has none.
 */
export async function findClusterBinary(
  distFolder: string,
  setting: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'k8s-labs-cluster.exe' : 'k8s-labs-cluster';
  const candidates = [setting, env['K8S_LABS_CLUSTER_BIN'], join(distFolder, 'bin', name)];
  for (const candidate of candidates) {
    if (candidate && (await isRunnable(candidate))) return candidate;
  }
  return undefined;
}
