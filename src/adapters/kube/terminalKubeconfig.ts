import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { LabError, messageOf } from '../../core/errors.ts';
import type { ChosenContext } from './chosenContext.ts';

/** Where the kubeconfig of a run's terminal lies. */
export function terminalKubeconfigPath(folder: string, runId: string): string {
  return join(folder, `${runId}.yaml`);
}

/**
 * Writes a kubeconfig that holds one context and nothing else, readable for its owner alone.
 * @returns its path
 * @throws LabError `file-failed`
 */
export async function writeTerminalKubeconfig(
  folder: string,
  { name, cluster, user }: ChosenContext,
  namespace: string,
  runId: string,
): Promise<string> {
  const context = {
    cluster: cluster.name,
    ...(user === undefined ? {} : { user: user.name }),
    namespace,
  };
  const text = dump({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context }],
    clusters: [{ name: cluster.name, cluster: cluster.fields }],
    users: user === undefined ? [] : [{ name: user.name, user: user.fields }],
  });
  const path = terminalKubeconfigPath(folder, runId);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    throw new LabError(
      'file-failed',
      `The lab's kubeconfig could not be written: ${messageOf(error)}.`,
      {
        next: `Check that there is room on the disk and that ${folder} is yours.`,
        cause: error,
      },
    );
  }
  return path;
}
