import { join } from 'node:path';

/** Address of the node, of the API server and of the name server. */
export const NODE_IP = '10.199.7.2';
export const NODE_NAME = 'real-1';
export const API_SERVER = `https://${NODE_IP}:6443`;
export const SERVICE_RANGE = '10.96.0.0/16';
export const POD_RANGE = '10.244.0.0/16';
export const NODE_POD_RANGE = '10.244.0.0/24';
export const DNS_IP = '10.96.0.10';
export const METRICS_PORT = 4443;
export const DOMAIN = 'cluster.local';
/** Where our images are served; answers for every registry. */
export const REGISTRY = { host: '127.0.0.1', port: 5999 } as const;

/** Where the files of a running node are, all of them in memory. */
export class Places {
  readonly #root = '/mnt/node';

  /** A file or folder below the node's own folder. */
  path(...names: readonly string[]): string {
    return join(this.#root, ...names);
  }

  /** A kubeconfig that kubeadm made: `admin`, `kubelet`, `controller-manager`, `scheduler`. */
  kubeconfig(user: string): string {
    return this.path('kubeconfigs', `${user === 'admin' ? 'super-admin' : user}.conf`);
  }

  /** A file of the keys that kubeadm made, by its usual name. */
  key(name: string): string {
    return this.path('pki', name);
  }

  get containerd(): string {
    return this.path('containerd', 'containerd.sock');
  }
}
