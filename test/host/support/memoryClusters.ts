import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster, Clusters, KubeContext, Pin } from '../../../src/core/ports.ts';
import type { KubeObject } from '../../../src/core/kubernetes/objects.ts';

/** One cluster in memory: enough of an API server for namespaces and lists of nothing. */
export class MemoryClusters implements Clusters {
  readonly #folder: string;
  readonly #objects = new Map<string, KubeObject>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async contexts(): Promise<KubeContext[]> {
    return [
      {
        name: 'k8s-labs-practice',
        server: 'https://127.0.0.1:6443',
        namespace: undefined,
        isCurrent: true,
        kubeconfig: undefined,
        isPractice: true,
      },
    ];
  }

  async open({ name }: { name: string }): Promise<Cluster> {
    const server = 'https://127.0.0.1:6443';
    return this.reopen({ context: name, kubeconfig: undefined, server, caHash: '', clusterId: '' });
  }

  async reopen(pin: Pin): Promise<Cluster> {
    const objects = this.#objects;
    return {
      pin,
      hasSimulatedNodes: true,
      version: async () => ({ major: 1, minor: 37, text: 'v1.37.2' }),
      resource: async ({ kind }) => ({ plural: `${kind.toLowerCase()}s`, namespaced: true }),
      get: async ({ kind, name }) => objects.get(`${kind}/${name}`),
      list: async () => [],
      async apply(object) {
        const live = { ...object, metadata: { ...object.metadata, uid: object.metadata.name } };
        objects.set(`${object.kind}/${object.metadata.name}`, live);
        const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
        objects.set('ServiceAccount/default', account);
        return live;
      },
      tryApply: async () => ({ isTaken: true }),
      mayDo: async () => true,
      podLog: async () => '',
      exec: async () => ({ code: 0, stdout: '', stderr: '' }),
      change: async () => true,
      watch: async () => undefined,
      delete: async ({ kind, name }) => objects.delete(`${kind}/${name}`),
      proxy: async () => ({ status: 503, headers: {}, body: '' }),
    };
  }

  async writeKubeconfig(_pin: Pin, namespace: string, runId: string): Promise<string> {
    const path = join(this.#folder, `${runId}.kubeconfig`);
    await writeFile(path, `# namespace ${namespace}\n`);
    return path;
  }

  async readKubeconfig(runId: string): Promise<string | undefined> {
    return readFile(join(this.#folder, `${runId}.kubeconfig`), 'utf8').catch(() => undefined);
  }

  async removeKubeconfig(runId: string): Promise<void> {
    await rm(join(this.#folder, `${runId}.kubeconfig`), { force: true });
  }
}
