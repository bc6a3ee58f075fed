import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The per-user folder for runs, kubeconfigs of labs and the practice cluster. `cluster/` and
 * `scripts/` follow the same rule. `K8S_LABS_STATE` moves it, which tests need.
 */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['K8S_LABS_STATE']) return env['K8S_LABS_STATE'];
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'k8s-labs');
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'k8s-labs');
    default:
      return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'k8s-labs');
  }
}
