import * as z from 'zod';
import { redactText } from '../../kubernetes/redact.ts';
import { matchesPattern } from '../../patterns.ts';
import type { ProxyAnswer, ProxyTarget } from '../../ports.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import { patternSchema } from '../patternSchema.ts';
import { fail, type Outcome, pass, unable } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { needOf, nothingThere, objectsOf, podTargetSchema } from '../target.ts';

const fields = z
  .strictObject({
    service: z.string().min(1).optional(),
    pod: podTargetSchema.optional(),
    /** Number or name. */
    port: z.union([z.number().int().positive(), z.string().min(1)]),
    path: z.string().startsWith('/').default('/'),
    status: z.union([z.number().int().min(100).max(599), z.literal('blocked')]).default(200),
    /** What stands in the answer; only real containers give one that says anything. */
    bodyMatches: patternSchema.optional(),
  })
  .refine(({ service, pod }) => (service === undefined) !== (pod === undefined), {
    message: 'exactly one of service and pod is needed',
    path: ['service'],
  });

type Fields = z.infer<typeof fields>;

const SERVICE = { apiVersion: 'v1', kind: 'Service' };

export const http: CheckKind<Fields> = {
  type: 'http',
  summary: 'A Service or a Pod answers a request that the API server passes on.',
  fields,
  reach: () => 'enters',
  needs: ({ fields: { pod } }, scope) => [
    pod === undefined
      ? { read: 'list', kind: SERVICE, namespace: scope.namespace }
      : needOf(pod, scope),
  ],
  moreNeeds(check, snapshot, scope) {
    const found = receiver(check, snapshot, scope);
    return 'outcome' in found ? [] : [{ read: 'http', request: found.request }];
  },
  evaluate(check, snapshot, scope) {
    const { bodyMatches, port, status } = check.fields;
    if (bodyMatches !== undefined && scope.hasSimulatedNodes) {
      return unable(
        'needs-containers',
        'What the answer says is made up where nodes are simulated.',
      );
    }
    const found = receiver(check, snapshot, scope);
    if ('outcome' in found) return found.outcome;
    const reading = snapshot.http(found.request);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const answer = reading.value;
    const object = `${found.request.kind}/${found.request.name}`;
    const isBlocked = answer.status === 503;
    const isStatus = status === 'blocked' ? isBlocked : answer.status === status;
    const said = describeAnswer(answer);
    if (isStatus && bodyMatches !== undefined && !matchesPattern(bodyMatches, answer.body)) {
      const body = redactText(answer.body.trim()).slice(0, 200);
      return fail({ expected: `an answer with ${bodyMatches}`, found: body || 'nothing', object });
    }
    if (isStatus) {
      const by = scope.hasSimulatedNodes ? ' (the way there is real, the answer is simulated)' : '';
      return pass({ object, path: `port ${port}`, value: `${said}${by}` });
    }
    const expected = status === 'blocked' ? 'no answer' : String(status);
    return fail({ expected, found: said, object });
  },
};

/** Whom the request goes to. */
function receiver(
  { fields: { service, pod, port, path } }: CheckOf<Fields>,
  snapshot: Snapshot,
  scope: CheckScope,
): { request: ProxyTarget } | { outcome: Outcome } {
  const request = { namespace: scope.namespace, port: String(port), path };
  if (pod !== undefined) {
    const pods = objectsOf(pod, snapshot, scope);
    if (!pods.ok) return { outcome: unable(pods.cause, pods.remedy) };
    const [first] = pods.value;
    if (first === undefined) return { outcome: nothingThere(pod) };
    return { request: { ...request, kind: 'Pod', name: first.metadata.name } };
  }
  const name = service ?? '';
  const services = snapshot.list(SERVICE, scope.namespace);
  if (!services.ok) return { outcome: unable(services.cause, services.remedy) };
  if (services.value.some(({ metadata }) => metadata.name === name)) {
    return { request: { ...request, kind: 'Service', name } };
  }
  return { outcome: nothingThere({ kind: 'Service', name }) };
}

/** `503: no endpoints available for service "web"`. */
function describeAnswer({ status, body }: ProxyAnswer): string {
  const message = apiMessage(body);
  return message === undefined ? String(status) : `${status}: ${redactText(message).slice(0, 200)}`;
}

/** The API server's own words, when the answer is its own and not the Service's. */
function apiMessage(body: string): string | undefined {
  try {
    const { kind, message } = JSON.parse(body) as { kind?: unknown; message?: unknown };
    return kind === 'Status' && typeof message === 'string' ? message : undefined;
  } catch {
    return undefined; // Not JSON: an answer of the Service.
  }
}
