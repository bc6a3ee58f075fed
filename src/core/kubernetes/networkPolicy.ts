import ipaddr from 'ipaddr.js';
import { type ApiLabelSelector, fromApiSelector, selectsLabels } from './labelSelector.ts';
import type { KubeObject } from './objects.ts';

/** One end of a connection. */
export interface Endpoint {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** Undefined for a Pod that is only imagined, or that has none yet. */
  readonly ip?: string | undefined;
  /** Named ports of its containers. */
  readonly ports: readonly { readonly name?: string; readonly containerPort: number }[];
}

export interface Connection {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** Whether the policies let a connection through, and which of them decide. */
export interface Verdict {
  readonly isAllowed: boolean;
  /** Names of the policies that shut it out; of those that let it in where some do. */
  readonly by: readonly string[];
  /** The side that shuts it out; undefined where it is let through. */
  readonly side: 'ingress' | 'egress' | undefined;
}

interface Peer {
  readonly podSelector?: ApiLabelSelector;
  readonly namespaceSelector?: ApiLabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly {
    readonly protocol?: string;
    readonly port?: number | string;
    readonly endPort?: number;
  }[];
}

interface PolicySpec {
  readonly podSelector?: ApiLabelSelector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/**
 * What Kubernetes' NetworkPolicies say about a connection: a Pod that no policy selects is open in
 * that direction, and one that is selected gets what any of its policies allows. Nothing is sent.
 */
export function judgeConnection(policies: readonly KubeObject[], connection: Connection): Verdict {
  const { from, to } = connection;
  const out = judgeSide(policies, connection, 'egress', from, to);
  if (!out.isAllowed) return out;
  const into = judgeSide(policies, connection, 'ingress', to, from);
  return into.isAllowed ? { ...into, by: [...out.by, ...into.by] } : into;
}

function judgeSide(
  policies: readonly KubeObject[],
  connection: Connection,
  side: 'ingress' | 'egress',
  own: Endpoint,
  other: Endpoint,
): Verdict {
  const chosen = policies.filter(
    (policy) =>
      policy.metadata.namespace === own.namespace &&
      typesOf(specOf(policy)).includes(side) &&
      isSelected(specOf(policy).podSelector, own.labels),
  );
  const names = (of: readonly KubeObject[]) => of.map(({ metadata }) => metadata.name);
  if (chosen.length === 0) return { isAllowed: true, by: [], side: undefined };
  const allowing = chosen.filter((policy) =>
    (specOf(policy)[side] ?? []).some(
      (rule) =>
        fitsPeers(side === 'ingress' ? rule.from : rule.to, own.namespace, other) &&
        fitsPorts(rule.ports, connection),
    ),
  );
  return allowing.length > 0
    ? { isAllowed: true, by: names(allowing), side: undefined }
    : { isAllowed: false, by: names(chosen), side };
}

function specOf(policy: KubeObject): PolicySpec {
  return policy['spec'] ?? {};
}

/** Left out, a policy is about what comes in, and about what goes out where it has rules for it. */
function typesOf({ policyTypes, egress }: PolicySpec): readonly string[] {
  if (policyTypes !== undefined) return policyTypes.map((type) => type.toLowerCase());
  return egress === undefined ? ['ingress'] : ['ingress', 'egress'];
}

/** No peers at all, or an empty list, means everybody. */
function fitsPeers(
  peers: readonly Peer[] | undefined,
  namespace: string,
  other: Endpoint,
): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock !== undefined) return isInBlock(ipBlock, other.ip);
    const isNamespace =
      namespaceSelector === undefined
        ? other.namespace === namespace
        : isSelected(namespaceSelector, other.namespaceLabels);
    return isNamespace && (podSelector === undefined || isSelected(podSelector, other.labels));
  });
}

function fitsPorts(ports: Rule['ports'], { to, port, protocol }: Connection): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((one) => {
    if ((one.protocol ?? 'TCP') !== protocol) return false;
    if (one.port === undefined) return true;
    if (typeof one.port === 'string') {
      return to.ports.some(
        ({ name, containerPort }) => name === one.port && containerPort === port,
      );
    }
    return port >= one.port && port <= (one.endPort ?? one.port);
  });
}

function isInBlock({ cidr, except = [] }: NonNullable<Peer['ipBlock']>, ip?: string): boolean {
  if (ip === undefined || !ipaddr.isValid(ip)) return false;
  const address = ipaddr.parse(ip);
  const holds = (range: string): boolean => {
    if (!ipaddr.isValidCIDR(range)) return false;
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match(network, bits);
  };
  return holds(cidr) && !except.some(holds);
}

/** An empty selector selects everything. */
function isSelected(
  selector: ApiLabelSelector = {},
  labels: Readonly<Record<string, string>>,
): boolean {
  return selectsLabels(fromApiSelector(selector), labels);
}
