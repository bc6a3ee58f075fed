import * as z from 'zod';
import { formatLabels } from '../../kubernetes/labelSelector.ts';
import { type Endpoint, judgeConnection } from '../../kubernetes/networkPolicy.ts';
import { describeRef, type KubeObject, type ObjectKind } from '../../kubernetes/objects.ts';
import type { CheckKind, CheckScope } from '../kind.ts';
import { type Outcome, pass, unable, written } from '../result.ts';
import type { Reading, Snapshot } from '../snapshot.ts';
import { describeTarget, judgedObjects, needOf, nothingThere, podTargetSchema } from '../target.ts';

/** A Pod of the lab's, or one that need not exist: somewhere else, with these labels. */
const imagined = z.strictObject({
  labels: z.record(z.string(), z.string()),
  /** Labels of its namespace; left out, it stands in another namespace without any. */
  namespaceLabels: z.record(z.string(), z.string()).default({}),
});

const fields = z.strictObject({
  from: z.union([imagined, podTargetSchema]),
  to: podTargetSchema,
  port: z.number().int().min(1).max(65_535),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
  allowed: z.boolean().default(true),
});

type From = z.infer<typeof fields>['from'];

const POLICIES: ObjectKind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

/** A name that no namespace has. */
const ELSEWHERE = '*';

export const reach: CheckKind<z.infer<typeof fields>> = {
  type: 'reach',
  summary: 'The NetworkPolicies let one Pod reach a port of another, or not: nothing is sent.',
  fields,
  needs: ({ fields: { from, to } }, scope) => [
    { read: 'list', kind: POLICIES, namespace: scope.namespace },
    needOf(to, scope),
    ...('labels' in from ? [] : [needOf(from, scope)]),
  ],
  evaluate({ fields: { allowed, from, port, protocol, to } }, snapshot, scope) {
    const policies = snapshot.list(POLICIES, scope.namespace);
    if (!policies.ok) return unable(policies.cause, policies.remedy);
    const receivers = judgedObjects(to, snapshot, scope);
    if (!receivers.ok) return unable(receivers.cause, receivers.remedy);
    if (receivers.value.length === 0) return nothingThere(to);
    const senders = sendersOf(from, snapshot, scope);
    if (!senders.ok) return unable(senders.cause, senders.remedy);
    if (senders.value.length === 0 && !('labels' in from)) return nothingThere(from);
    const verdicts = senders.value.flatMap((sender) =>
      receivers.value.map((pod) =>
        judgeConnection(policies.value, { from: sender, to: endpoint(pod), port, protocol }),
      ),
    );
    const object = `${describeFrom(from)} to ${describeTarget(to)}, port ${port}`;
    const wrong = verdicts.find(({ isAllowed }) => isAllowed !== allowed);
    if (wrong === undefined)
      return pass({ object, value: inWords(allowed, verdicts[0]?.by ?? []) });
    return decided(allowed, wrong.isAllowed, wrong.by, object);
  },
};

function decided(wanted: boolean, found: boolean, by: readonly string[], object: string): Outcome {
  return written({
    expected: wanted ? 'let through' : 'shut out',
    found: inWords(found, by),
    object,
  });
}

/** `let through by NetworkPolicy/web`. */
function inWords(isAllowed: boolean, by: readonly string[]): string {
  if (by.length === 0) return 'let through: no policy is about it';
  const names = by.map((name) => describeRef({ kind: 'NetworkPolicy', name })).join(', ');
  return `${isAllowed ? 'let through' : 'shut out'} by ${names}`;
}

function sendersOf(
  from: From,
  snapshot: Snapshot,
  scope: CheckScope,
): Reading<readonly Endpoint[]> {
  if ('labels' in from) {
    const { labels, namespaceLabels } = from;
    return { ok: true, value: [{ namespace: ELSEWHERE, labels, namespaceLabels, ports: [] }] };
  }
  const pods = judgedObjects(from, snapshot, scope);
  return pods.ok ? { ok: true, value: pods.value.map(endpoint) } : pods;
}

function endpoint({ metadata, spec, status }: KubeObject): Endpoint {
  const { containers = [] } = (spec ?? {}) as {
    containers?: readonly { ports?: Endpoint['ports'] }[];
  };
  const { podIP } = (status ?? {}) as { podIP?: string };
  const namespace = metadata.namespace ?? '';
  return {
    namespace,
    labels: metadata.labels ?? {},
    // The one label that every namespace carries of itself; who needs others reads too much.
    namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
    ip: podIP,
    ports: containers.flatMap(({ ports = [] }) => ports),
  };
}

function describeFrom(from: From): string {
  return 'labels' in from
    ? `a Pod elsewhere with ${formatLabels(from.labels)}`
    : describeTarget(from);
}
