import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where kubectl looks for its configuration: KUBECONFIG, else `.kube/config` in the home folder. */
export function searchedKubeconfigs(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed : [join(env['HOME'] || homedir(), '.kube', 'config')];
}

/** The file to which kubectl would write something new. */
export function ownKubeconfig(setting: string | undefined): string {
  return setting ?? searchedKubeconfigs()[0] ?? '';
}
