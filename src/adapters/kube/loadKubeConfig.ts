import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { LabError, messageOf } from '../../core/errors.ts';

/** Where kubectl would look: the files of KUBECONFIG that exist, else the one in the home folder. */
export function kubeconfigFiles(env: NodeJS.ProcessEnv = process.env): string[] {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const candidates = named.length > 0 ? named : [join(homedir(), '.kube', 'config')];
  return candidates.filter((file) => existsSync(file));
}

/**
 * Reads a kubeconfig, or those that kubectl would read. No file at all is no error: there are no
 * contexts then. Never falls back to a cluster that nobody named.
 * @throws LabError `kubeconfig-broken`
 */
export function loadKubeConfig(file: string | undefined): KubeConfig {
  const files = file === undefined ? kubeconfigFiles() : [file];
  const merged = new KubeConfig();
  merged.loadFromOptions({ clusters: [], users: [], contexts: [], currentContext: '' });
  for (const each of files) merged.mergeConfig(loadFile(each), true);
  if (merged.currentContext === '' || merged.currentContext === undefined) {
    merged.setCurrentContext(firstCurrent(files));
  }
  return merged;
}

function loadFile(file: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (cause) {
    throw new LabError(
      'kubeconfig-broken',
      `The kubeconfig ${file} cannot be read: ${messageOf(cause)}.`,
      {
        next: 'Mend the file, or name another one in the setting "k8sLabs.kubeconfig".',
        cause,
      },
    );
  }
  return config;
}

function firstCurrent(files: readonly string[]): string {
  return files.map((file) => loadFile(file).currentContext ?? '').find((name) => name !== '') ?? '';
}

/**
 * Makes a context the current one, with its cluster and user there.
 * @throws LabError `no-context`, `kubeconfig-broken`
 */
export function useContext(config: KubeConfig, name: string): void {
  const context = config.getContextObject(name);
  if (context === null) {
    throw new LabError('no-context', `The kubeconfig has no context "${name}".`, {
      next: 'Choose another context, or see what there is with: kubectl config get-contexts',
    });
  }
  if (config.getCluster(context.cluster) === null) throw lacks(name, 'cluster', context.cluster);
  if (context.user !== undefined && context.user !== '' && config.getUser(context.user) === null) {
    throw lacks(name, 'user', context.user);
  }
  config.setCurrentContext(name);
}

function lacks(context: string, what: string, name: string): LabError {
  const message = `The context "${context}" names the ${what} "${name}", which the kubeconfig does not have.`;
  return new LabError('kubeconfig-broken', message, {
    next: `Add the ${what} to the kubeconfig, or choose another context.`,
  });
}
