import { request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { builtInSchema } from '../../src/core/schema/builtIn.ts';

/** Sends manifests to a server to be judged and thrown away. */
export interface DryRun {
  /** @returns what the server says against the object; empty when it takes it */
  create(yaml: string, object: { apiVersion: string; kind: string }): Promise<string>;
  close(): void;
}

/** The longest that one answer may take. Milliseconds. */
const TIMEOUT_MS = 30_000;

/** @param namespace in which objects that belong to one are created */
export async function dryRunOf(kubeconfig: string, namespace: string): Promise<DryRun> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const options: Parameters<KubeConfig['applyToHTTPSOptions']>[0] = {};
  await config.applyToHTTPSOptions(options);
  const server = config.getCurrentCluster()?.server ?? '';
  return {
    create: async (yaml, object) => {
      const path = pathOf(object, namespace);
      if (path === undefined) return `no matches for kind "${object.kind}"`;
      const url = new URL(`${server}${path}?dryRun=All&fieldValidation=Strict`);
      const headers = { 'content-type': 'application/yaml', accept: 'application/json' };
      return new Promise((resolve, reject) => {
        const sent = request(
          url,
          { ...options, method: 'POST', headers, timeout: TIMEOUT_MS },
          (answer) => {
            let body = '';
            answer.setEncoding('utf8');
            answer.on('data', (chunk: string) => (body += chunk));
            answer.on('end', () => {
              const isTaken = (answer.statusCode ?? 500) < 300;
              resolve(isTaken ? '' : messageIn(body));
            });
          },
        );
        sent.on('error', reject);
        sent.end(yaml);
      });
    },
    close: () => void options.agent?.destroy(),
  };
}

function pathOf(
  { apiVersion, kind }: { apiVersion: string; kind: string },
  namespace: string,
): string | undefined {
  const known = builtInSchema().kind(apiVersion, kind);
  if (known?.resource === undefined) return undefined;
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const inNamespace = known.isNamespaced === true ? `/namespaces/${namespace}` : '';
  return `${base}${inNamespace}/${known.resource}`;
}

function messageIn(body: string): string {
  try {
    return String((JSON.parse(body) as { message?: unknown }).message ?? body);
  } catch {
    return body;
  }
}
