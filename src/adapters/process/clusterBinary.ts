import { join } from 'node:path';
import { isRunnable } from './findProgram.ts';

/**
 * Where the practice cluster's program is: the setting, the environment (set by `npm start`), or
 * beside the bundle (a build, or an extension packed for this platform). Undefined when this machine has none.
 */
export async function findClusterBinary(
  distFolder: string,
  setting: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'k8s-labs-cluster.exe' : 'k8s-labs-cluster';
  const platform = `${process.platform}-${process.arch}`;
  const packed = [join(distFolder, 'bin', name), join(distFolder, 'bin', platform, name)];
  const candidates = [setting, env['K8S_LABS_CLUSTER_BIN'], ...packed];
  for (const candidate of candidates) {
    if (candidate && (await isRunnable(candidate))) return candidate;
  }
  return undefined;
}
