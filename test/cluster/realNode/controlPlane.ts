import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Component, answers } from './component.ts';
import {
  API_SERVER,
  DOMAIN,
  NODE_IP,
  NODE_NAME,
  POD_RANGE,
  type Places,
  SERVICE_RANGE,
} from './places.ts';

const ETCD = 'http://127.0.0.1:2379';

/** Keys and kubeconfigs, as kubeadm makes them for any cluster. */
export async function makeKeys(places: Places): Promise<void> {
  const config = places.path('kubeadm.yaml');
  await mkdir(places.path('kubeconfigs'), { recursive: true });
  await writeFile(
    config,
    documents(
      {
        apiVersion: 'kubeadm.k8s.io/v1beta4',
        kind: 'InitConfiguration',
        localAPIEndpoint: { advertiseAddress: NODE_IP, bindPort: 6443 },
        nodeRegistration: { name: NODE_NAME, criSocket: `unix://${places.containerd}` },
      },
      {
        apiVersion: 'kubeadm.k8s.io/v1beta4',
        kind: 'ClusterConfiguration',
        // Named, so that kubeadm does not look for the newest one on the network.
        kubernetesVersion: 'v1.37.0',
        certificatesDir: places.path('pki'),
        controlPlaneEndpoint: new URL(API_SERVER).host,
        networking: { serviceSubnet: SERVICE_RANGE, podSubnet: POD_RANGE, dnsDomain: DOMAIN },
      },
    ),
  );
  const kubeadm = (...args: string[]): Promise<unknown> =>
    promisify(execFile)('kubeadm', ['init', 'phase', ...args, '--config', config]);
  await kubeadm('certs', 'all');
  await kubeadm('kubeconfig', 'all', '--kubeconfig-dir', places.path('kubeconfigs'));
}

/** etcd, API server, controller manager and scheduler, as Kubernetes ships them. */
export async function startControlPlane(places: Places, logs: string): Promise<Component[]> {
  const etcd = await new Component(
    'etcd',
    [
      ...['--data-dir', places.path('etcd'), '--unsafe-no-fsync'],
      ...['--listen-client-urls', ETCD, '--advertise-client-urls', ETCD],
      '--listen-peer-urls=http://127.0.0.1:2380',
    ],
    logs,
  ).ready(() => answers(`${ETCD}/readyz`));
  const apiServer = await new Component('kube-apiserver', apiServerFlags(places), logs).ready(() =>
    answers(`${API_SERVER}/readyz`),
  );
  const usual = ['--bind-address=127.0.0.1', '--leader-elect=false'];
  const controllers = new Component(
    'kube-controller-manager',
    [
      ...usual,
      `--kubeconfig=${places.kubeconfig('controller-manager')}`,
      `--service-account-private-key-file=${places.key('sa.key')}`,
      `--root-ca-file=${places.key('ca.crt')}`,
      '--use-service-account-credentials=true',
      `--cluster-signing-cert-file=${places.key('ca.crt')}`,
      `--cluster-signing-key-file=${places.key('ca.key')}`,
      ...[`--cluster-cidr=${POD_RANGE}`, '--allocate-node-cidrs=true'],
      `--service-cluster-ip-range=${SERVICE_RANGE}`,
      ...['--kube-api-qps=300', '--kube-api-burst=600'],
    ],
    logs,
  );
  const scheduler = new Component(
    'kube-scheduler',
    [...usual, `--kubeconfig=${places.kubeconfig('scheduler')}`],
    logs,
  );
  await controllers.ready(() => answers('https://127.0.0.1:10257/healthz'));
  await scheduler.ready(() => answers('https://127.0.0.1:10259/healthz'));
  return [etcd, apiServer, controllers, scheduler];
}

function apiServerFlags(places: Places): readonly string[] {
  const key = (name: string): string => places.key(name);
  return [
    ...[`--bind-address=${NODE_IP}`, `--advertise-address=${NODE_IP}`, '--secure-port=6443'],
    `--etcd-servers=${ETCD}`,
    `--tls-cert-file=${key('apiserver.crt')}`,
    `--tls-private-key-file=${key('apiserver.key')}`,
    `--client-ca-file=${key('ca.crt')}`,
    `--service-account-issuer=https://kubernetes.default.svc.${DOMAIN}`,
    `--service-account-key-file=${key('sa.pub')}`,
    `--service-account-signing-key-file=${key('sa.key')}`,
    `--service-cluster-ip-range=${SERVICE_RANGE}`,
    ...['--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction'],
    '--allow-privileged=true',
    `--kubelet-client-certificate=${key('apiserver-kubelet-client.crt')}`,
    `--kubelet-client-key=${key('apiserver-kubelet-client.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
    `--requestheader-client-ca-file=${key('front-proxy-ca.crt')}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    `--proxy-client-cert-file=${key('front-proxy-client.crt')}`,
    `--proxy-client-key-file=${key('front-proxy-client.key')}`,
  ];
}

/** Objects as one file; JSON is YAML. */
export function documents(...objects: readonly object[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}
