import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { LabError, messageOf } from '../../core/errors.ts';
import type { Kubeconfig, KubeconfigEntry } from './kubeconfigFiles.ts';

/** A context with the cluster and the user that it names. */
export interface ChosenContext {
  readonly name: string;
  readonly server: string;
  readonly namespace: string | undefined;
  readonly cluster: KubeconfigEntry;
  /** undefined for a context without a user. */
  readonly user: KubeconfigEntry | undefined;
}

/**
 * Looks a context up with everything that it names.
 * @throws LabError `no-context` when there is none of that name, `kubeconfig-broken` when it leads
 * nowhere
 */
export function chooseContext(config: Kubeconfig, name: string): ChosenContext {
  const context = config.contexts.find((entry) => entry.name === name);
  if (context === undefined) {
    const names = config.contexts.map((entry) => entry.name).join(', ');
    throw new LabError('no-context', `The kubeconfig has no context "${name}".`, {
      next: names === '' ? 'It has no contexts at all.' : `Choose one of these: ${names}.`,
    });
  }
  const { cluster: clusterName, user: userName, namespace } = context.fields;
  const cluster = config.clusters.find((entry) => entry.name === clusterName);
  if (cluster === undefined) throw leadsNowhere(name, 'cluster', clusterName);
  const user = config.users.find((entry) => entry.name === userName);
  if (user === undefined && userName !== undefined && userName !== '') {
    throw leadsNowhere(name, 'user', userName);
  }
  const server = cluster.fields['server'];
  if (typeof server !== 'string' || !/^https?:\/\//.test(server) || !URL.canParse(server)) {
    throw new LabError(
      'kubeconfig-broken',
      `The cluster "${cluster.name}" of the context "${name}" has no usable address.`,
      {
        next: 'Its "server" in the kubeconfig has to be an address such as https://127.0.0.1:6443.',
      },
    );
  }
  return {
    name,
    server: server.replace(/\/+$/, ''),
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    cluster,
    user,
  };
}

function leadsNowhere(context: string, what: string, named: unknown): LabError {
  return new LabError(
    'kubeconfig-broken',
    `The context "${context}" names the ${what} "${String(named)}", which the kubeconfig does not have.`,
    { next: `Repair it with: kubectl config set-context ${context} --${what}=NAME` },
  );
}

/**
 * The library's view of a context, which knows every way to sign in.
 * @throws LabError `kubeconfig-broken` when a file that it names cannot be read
 */
export async function toKubeConfig({ name, cluster, user }: ChosenContext): Promise<KubeConfig> {
  const isPlain = String(cluster.fields['server']).startsWith('http:');
  const clusterFields = {
    ...cluster.fields,
    // Without TLS there is nothing to verify; the library insists on hearing it said.
    ...(isPlain ? { 'insecure-skip-tls-verify': true } : {}),
  };
  const config = new KubeConfig();
  config.loadFromString(
    JSON.stringify({
      clusters: [{ name: cluster.name, cluster: clusterFields }],
      users: [{ name: user?.name ?? 'nobody', user: await withToken(user?.fields ?? {}) }],
      contexts: [{ name, context: { cluster: cluster.name, user: user?.name ?? 'nobody' } }],
      'current-context': name,
    }),
  );
  return config;
}

/** The library does not know `tokenFile`. */
async function withToken(user: KubeconfigEntry['fields']): Promise<KubeconfigEntry['fields']> {
  const { tokenFile } = user;
  if (typeof tokenFile !== 'string' || tokenFile === '') return user;
  return { ...user, token: (await readNamedFile(tokenFile)).toString('utf8').trim() };
}

/** SHA-256 of the CA bundle in hexadecimal; empty when the cluster names none. */
export async function caHashOf({ cluster }: ChosenContext): Promise<string> {
  const { 'certificate-authority-data': data, 'certificate-authority': file } = cluster.fields;
  if (typeof data === 'string' && data !== '') return sha256(Buffer.from(data, 'base64'));
  if (typeof file === 'string' && file !== '') return sha256(await readNamedFile(file));
  return '';
}

/** Two contexts with the same fingerprint sign in to the same server in the same way. */
export function fingerprintOf({ cluster, user }: ChosenContext): string {
  return sha256(Buffer.from(JSON.stringify([cluster.fields, user])));
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

async function readNamedFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new LabError(
      'kubeconfig-broken',
      `The kubeconfig names the file ${file}, which cannot be read: ${messageOf(error)}.`,
      { next: 'Put the file back, or renew the kubeconfig.', cause: error },
    );
  }
}
