import { LabError } from '../../core/errors.ts';
import { isNodeNewEnough, NODE_FLOOR } from '../../core/nodeFloor.ts';
import type { Cluster, Clusters, KubeContext, Pin } from '../../core/ports.ts';
import type { KubeClustersOptions } from './kubeClusters.ts';

/** Clusters whose code, two megabytes of it, is loaded when the first one is asked for. */
export class LazyClusters implements Clusters {
  readonly #options: KubeClustersOptions;
  #loaded: Promise<Clusters> | undefined;

  constructor(options: KubeClustersOptions) {
    this.#options = options;
  }

  async contexts(): Promise<KubeContext[]> {
    return (await this.#clusters()).contexts();
  }

  async open(
    context: { name: string; kubeconfig?: string | undefined },
    signal: AbortSignal,
  ): Promise<Cluster> {
    return (await this.#clusters()).open(context, signal);
  }

  async reopen(pin: Pin, signal: AbortSignal): Promise<Cluster> {
    return (await this.#clusters()).reopen(pin, signal);
  }

  async writeKubeconfig(pin: Pin, namespace: string, runId: string): Promise<string> {
    return (await this.#clusters()).writeKubeconfig(pin, namespace, runId);
  }

  async readKubeconfig(runId: string): Promise<string | undefined> {
    return (await this.#clusters()).readKubeconfig(runId);
  }

  async removeKubeconfig(runId: string): Promise<void> {
    return (await this.#clusters()).removeKubeconfig(runId);
  }

  async #clusters(): Promise<Clusters> {
    this.#loaded ??= load(this.#options);
    return this.#loaded;
  }
}

async function load(options: KubeClustersOptions): Promise<Clusters> {
  if (!isNodeNewEnough(process.versions.node)) {
    throw new LabError(
      'node-too-old',
      `Talking to a cluster needs Node ${NODE_FLOOR} or newer; this is ${process.versions.node}.`,
      { next: 'Run the command with a newer Node.' },
    );
  }
  const { createClusters } = await import('./kubeChunk.ts');
  return createClusters(options);
}
