import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../core/errors.ts';
import type { Cluster, Clusters, KubeContext, Pin, PracticeCluster } from '../../core/ports.ts';
import {
  caHashOf,
  chooseContext,
  type ChosenContext,
  fingerprintOf,
  toKubeConfig,
} from './chosenContext.ts';
import { Discovery } from './discovery.ts';
import { type Kubeconfig, readKubeconfig } from './kubeconfigFiles.ts';
import { identify, KubeCluster } from './kubeCluster.ts';
import { assertSamePin, contextChanged } from './pin.ts';
import { RawClient } from './rawClient.ts';
import { terminalKubeconfigPath, writeTerminalKubeconfig } from './terminalKubeconfig.ts';

export interface KubeClustersOptions {
  /** The kubeconfig of the setting; undefined: those that kubectl would read. */
  readonly kubeconfig: () => string | undefined;
  readonly practice: Pick<PracticeCluster, 'status'>;
  /** Where kubeconfigs of runs are written. */
  readonly stateFolder: string;
}

/** What all who open one context share: its connections, its login, and what its server offers. */
interface Access {
  readonly client: RawClient;
  readonly discovery: Discovery;
}

/** Clusters of kubeconfigs, through the client library. */
export class KubeClusters implements Clusters {
  readonly #options: KubeClustersOptions;
  readonly #accesses = new Map<string, Access>();

  constructor(options: KubeClustersOptions) {
    this.#options = options;
  }

  async contexts(): Promise<KubeContext[]> {
    const [practice, own] = await Promise.allSettled([
      this.#practiceContexts(),
      this.#ownContexts(),
    ]);
    const brought = practice.status === 'fulfilled' ? practice.value : [];
    if (own.status === 'rejected') {
      // A broken kubeconfig of one's own is no reason not to practise.
      if (own.reason instanceof LabError && brought.length > 0) return brought;
      throw own.reason;
    }
    const isBrought = ({ name, server }: KubeContext): boolean =>
      brought.some((each) => each.name === name && each.server === server);
    return [...brought, ...own.value.filter((context) => !isBrought(context))];
  }

  async open(
    { name, kubeconfig }: { name: string; kubeconfig?: string | undefined },
    signal: AbortSignal,
  ): Promise<Cluster> {
    const file = kubeconfig ?? this.#options.kubeconfig();
    const chosen = chooseContext(await readKubeconfig(file), name);
    return this.#connect(chosen, file, signal);
  }

  async reopen(pin: Pin, signal: AbortSignal): Promise<Cluster> {
    const chosen = await this.#choosePinned(pin);
    const cluster = await this.#connect(chosen, pin.kubeconfig, signal);
    assertSamePin(pin, cluster.pin);
    return cluster;
  }

  async readKubeconfig(runId: string): Promise<string | undefined> {
    try {
      return await readFile(terminalKubeconfigPath(this.#kubeconfigFolder, runId), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async removeKubeconfig(runId: string): Promise<void> {
    await rm(terminalKubeconfigPath(this.#kubeconfigFolder, runId), { force: true });
  }

  get #kubeconfigFolder(): string {
    return join(this.#options.stateFolder, 'kubeconfigs');
  }

  async writeKubeconfig(pin: Pin, namespace: string, runId: string): Promise<string> {
    const folder = this.#kubeconfigFolder;
    return writeTerminalKubeconfig(folder, await this.#choosePinned(pin), namespace, runId);
  }

  async #ownContexts(): Promise<KubeContext[]> {
    const file = this.#options.kubeconfig();
    return contextsOf(await readKubeconfig(file), file);
  }

  /** The practice cluster's context while it runs. */
  async #practiceContexts(): Promise<KubeContext[]> {
    const { state, context, kubeconfig, server } = await this.#options.practice.status();
    if (state !== 'running' || context === undefined || kubeconfig === undefined) return [];
    return [
      {
        name: context,
        server: server ?? '',
        namespace: undefined,
        isCurrent: false,
        kubeconfig,
        isPractice: true,
      },
    ];
  }

  /**
   * The pinned context as the kubeconfig has it now. What can be compared without asking is compared
   * here, so that nothing is sent to an address that was not pinned.
   */
  async #choosePinned(pin: Pin): Promise<ChosenContext> {
    const config = await readKubeconfig(pin.kubeconfig);
    if (!config.contexts.some(({ name }) => name === pin.context)) {
      throw contextChanged(pin, 'the kubeconfig does not have it any more');
    }
    const chosen = chooseContext(config, pin.context);
    assertSamePin(pin, { ...pin, server: chosen.server, caHash: await caHashOf(chosen) });
    return chosen;
  }

  async #connect(
    chosen: ChosenContext,
    kubeconfig: string | undefined,
    signal: AbortSignal,
  ): Promise<Cluster> {
    const key = fingerprintOf(chosen);
    const access = this.#accesses.get(key) ?? (await newAccess(chosen));
    this.#accesses.set(key, access);
    try {
      const { name: context, server } = chosen;
      const { clusterId, hasSimulatedNodes } = await identify(access.client, signal);
      const pin: Pin = { context, kubeconfig, server, caHash: await caHashOf(chosen), clusterId };
      return new KubeCluster(access.client, access.discovery, pin, hasSimulatedNodes);
    } catch (error) {
      // The next try logs in anew instead of with what was just refused.
      this.#accesses.delete(key);
      throw error;
    }
  }
}

async function newAccess(chosen: ChosenContext): Promise<Access> {
  const client = new RawClient(await toKubeConfig(chosen), chosen.server);
  return { client, discovery: new Discovery(client) };
}

function contextsOf(
  { contexts, clusters, currentContext }: Kubeconfig,
  kubeconfig: string | undefined,
): KubeContext[] {
  return contexts.map(({ name, fields }) => {
    const cluster = clusters.find((entry) => entry.name === fields['cluster']);
    const { namespace } = fields;
    const server = cluster?.fields['server'];
    return {
      name,
      server: typeof server === 'string' ? server : '',
      namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
      isCurrent: name === currentContext,
      kubeconfig,
      isPractice: false,
    };
  });
}
