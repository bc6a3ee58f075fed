import type { KubeObject } from '../../src/core/kubernetes/objects.ts';

/** A Deployment of web servers that the practice cluster's nodes make ready. */
export function deployment(
  namespace: string,
  name: string,
  options: { replicas?: number; labels?: Record<string, string>; portName?: string } = {},
): KubeObject {
  const { replicas = 2, labels = { app: name }, portName = 'http' } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'nginx:1.27-alpine',
              ports: [{ name: portName, containerPort: 80 }],
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  };
}

export function service(
  namespace: string,
  name: string,
  options: { selector?: Record<string, string>; targetPort?: number | string } = {},
): KubeObject {
  const { selector = { app: name }, targetPort = 'http' } = options;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector, ports: [{ port: 8000, targetPort }] },
  };
}

export function pod(
  namespace: string,
  name: string,
  labels: Record<string, string> = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { containers: [{ name: 'web', image: 'nginx:1.27-alpine' }] },
  };
}

export function configMap(
  namespace: string,
  name: string,
  data: Record<string, string>,
): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}
