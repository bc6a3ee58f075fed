import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeConfig, type Cluster as ConfigCluster } from '@kubernetes/client-node';
import { LabError, messageOf } from '../../core/errors.ts';
import type { Cluster, Clusters, KubeContext, Pin, PracticeCluster } from '../../core/ports.ts';
import { identify, KubeCluster } from './kubeCluster.ts';
import { loadKubeConfig, useContext } from './loadKubeConfig.ts';
import { RawClient } from './rawClient.ts';

export interface KubeClustersOptions {
  /** The kubeconfig of the setting; undefined: those that kubectl would read. */
  readonly kubeconfig: () => string | undefined;
  readonly practice: Pick<PracticeCluster, 'status'>;
  /** Where kubeconfigs of runs are written. */
  readonly stateFolder: string;
}

/** Clusters of kubeconfigs, through the client library. */
export class KubeClusters implements Clusters {
  readonly #options: KubeClustersOptions;

  constructor(options: KubeClustersOptions) {
    this.#options = options;
  }

  async contexts(): Promise<KubeContext[]> {
    const file = this.#options.kubeconfig();
    const practice = await this.#practiceContext();
    const own = contextsOf(loadKubeConfig(file), file);
    const others = own.filter(
      ({ name, server }) => name !== practice?.name || server !== practice.server,
    );
    return practice === undefined ? others : [practice, ...others];
  }

  async open(
    { name, kubeconfig }: { name: string; kubeconfig?: string | undefined },
    signal: AbortSignal,
  ): Promise<Cluster> {
    const file = kubeconfig ?? this.#options.kubeconfig();
    const { client, server, caHash } = clientFor(name, file);
    const { clusterId, hasSimulatedNodes } = await identify(client, signal);
    const pin = { context: name, kubeconfig: file, server, caHash, clusterId };
    return new KubeCluster(client, pin, hasSimulatedNodes);
  }

  async reopen(pin: Pin, signal: AbortSignal): Promise<Cluster> {
    const { client, server, caHash } = pinned(pin);
    if (server !== pin.server) {
      throw changed(pin, `it now leads to ${server}, and the lab was started on ${pin.server}`);
    }
    if (caHash !== pin.caHash) throw changed(pin, 'its certificate authority is another one now');
    const { clusterId, hasSimulatedNodes } = await identify(client, signal);
    if (pin.clusterId !== '' && clusterId !== '' && clusterId !== pin.clusterId) {
      throw changed(pin, `another cluster answers at ${server} now`);
    }
    return new KubeCluster(client, pin, hasSimulatedNodes);
  }

  async writeKubeconfig(pin: Pin, namespace: string, runId: string): Promise<string> {
    const config = loadKubeConfig(pin.kubeconfig);
    useContext(config, pin.context);
    const single = new KubeConfig();
    const cluster = config.getCurrentCluster();
    const user = config.getCurrentUser();
    single.loadFromOptions({
      clusters: [cluster],
      users: user === null ? [] : [user],
      contexts: [{ name: pin.context, cluster: cluster?.name, user: user?.name, namespace }],
      currentContext: pin.context,
    });
    const folder = join(this.#options.stateFolder, 'kubeconfigs');
    const path = join(folder, `${runId}.kubeconfig`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(path, single.exportConfig(), { mode: 0o600 });
    } catch (cause) {
      throw new LabError(
        'file-failed',
        `The lab's kubeconfig could not be written: ${messageOf(cause)}.`,
        {
          next: 'Check that the disk is not full and that the folder is yours.',
          cause,
        },
      );
    }
    return path;
  }

  /** The practice cluster's context while it runs. */
  async #practiceContext(): Promise<KubeContext | undefined> {
    const { state, context, kubeconfig, server } = await this.#options.practice.status();
    if (state !== 'running' || context === undefined || kubeconfig === undefined) return undefined;
    return {
      name: context,
      server: server ?? '',
      namespace: undefined,
      isCurrent: false,
      kubeconfig,
      isPractice: true,
    };
  }
}

function contextsOf(config: KubeConfig, file: string | undefined): KubeContext[] {
  return config.getContexts().map(({ name, cluster, namespace }) => ({
    name,
    server: config.getCluster(cluster)?.server ?? '',
    namespace,
    isCurrent: name === config.getCurrentContext(),
    kubeconfig: file,
    isPractice: false,
  }));
}

interface PinnedClient {
  readonly client: RawClient;
  readonly server: string;
  readonly caHash: string;
}

function clientFor(context: string, file: string | undefined): PinnedClient {
  const config = loadKubeConfig(file);
  useContext(config, context);
  const cluster = config.getCurrentCluster();
  const server = cluster?.server ?? '';
  if (cluster === null || !URL.canParse(server)) {
    const message = `The context "${context}" has no usable server address ("${server}").`;
    throw new LabError('kubeconfig-broken', message, {
      next: 'Mend the cluster in the kubeconfig, or choose another context.',
    });
  }
  return { client: new RawClient(config, server), server, caHash: hashCa(cluster) };
}

/** For a running lab, a context that is gone is one that has changed. */
function pinned(pin: Pin): PinnedClient {
  try {
    return clientFor(pin.context, pin.kubeconfig);
  } catch (error) {
    if (error instanceof LabError && error.reason === 'no-context') {
      throw changed(pin, 'it is not in the kubeconfig any more');
    }
    throw error;
  }
}

function changed({ context }: Pin, how: string): LabError {
  return new LabError('context-changed', `The context "${context}" has changed: ${how}.`, {
    next: 'Put the context back as it was, or clean this lab up and start it anew.',
  });
}

/** SHA-256 of the CA bundle; empty when the kubeconfig carries none. */
function hashCa({ caData, caFile }: ConfigCluster): string {
  if (caData !== undefined && caData !== null) return sha256(Buffer.from(caData, 'base64'));
  if (caFile === undefined || caFile === null) return '';
  try {
    return sha256(readFileSync(caFile));
  } catch (cause) {
    throw new LabError('kubeconfig-broken', `The certificate authority ${caFile} cannot be read.`, {
      next: 'Mend the path in the kubeconfig.',
      cause,
    });
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
