import { appendPair } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Container } from '../podTemplates.ts';
import type { Fix } from '../rule.ts';

/** Ports that speak HTTP more often than not; every other one is only asked whether it is open. */
const HTTP_PORT = /^(?:http(?!s).*|web.*|80|3000|5000|8000|8080|8081|8888|9090)$/;

/** Failures in a row before a restart; three are the default. */
const PATIENT = 6;

/** Offers to probe a port by HTTP and by TCP, the likelier one first. */
export function probeFixes(
  document: KubernetesDocument,
  { node }: Container,
  field: 'livenessProbe' | 'readinessProbe',
  port: string | number | undefined,
): Fix[] {
  if (port === undefined || node.isFlow) return [];
  // What restarts a container waits longer than what only takes it out of its Service.
  const patience = field === 'livenessProbe' ? { failureThreshold: PATIENT } : undefined;
  const isHttp = HTTP_PORT.test(String(port));
  const offer = (
    title: string,
    probe: Parameters<typeof appendPair>[3],
    isPreferred: boolean,
  ): Fix => fix(document, title, [appendPair(document.text, node, field, probe)], { isPreferred });
  const http = offer(
    `Add a ${field} that asks / on port ${port}`,
    { httpGet: { path: '/', port }, ...patience },
    isHttp,
  );
  const tcp = offer(
    `Add a ${field} that connects to port ${port}`,
    { tcpSocket: { port }, ...patience },
    !isHttp,
  );
  return isHttp ? [http, tcp] : [tcp, http];
}
