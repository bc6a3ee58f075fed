import type { Cluster, KubeContext } from '../ports.ts';

/** Whether a cluster looks like one to practise on, and what speaks for it. */
export interface ClusterAssessment {
  readonly isLabCluster: boolean;
  /** One sentence for the consent sheet. */
  readonly evidence: string;
}

/** Names that tools for local clusters give their contexts. A name alone proves nothing. */
const LOCAL_NAMES =
  /^(?:kind-.+|k3d-.+|minikube|docker-desktop|rancher-desktop|colima(?:-.+)?|orbstack)$/;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', 'host.docker.internal']);

/** Judges by name and by evidence: a local tool's name and an address on this machine. */
export function assessCluster(context: KubeContext, cluster: Cluster): ClusterAssessment {
  if (context.isPractice && cluster.hasSimulatedNodes) {
    return { isLabCluster: true, evidence: 'It is the practice cluster of this extension.' };
  }
  const isLocal = isLoopback(cluster.pin.server);
  const hasName = LOCAL_NAMES.test(context.name);
  if (hasName && isLocal) {
    return {
      isLabCluster: true,
      evidence: `"${context.name}" is a local cluster: its server is on this machine.`,
    };
  }
  const evidence = isLocal
    ? 'Its server is on this machine, but its name is not that of a known local cluster.'
    : `Its server is ${hostOf(cluster.pin.server)}, which is not this machine.`;
  return { isLabCluster: false, evidence };
}

function isLoopback(server: string): boolean {
  return LOOPBACK.has(hostOf(server));
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).hostname : server;
}
