import * as z from 'zod';
import { redactText } from '../../kubernetes/redact.ts';
import type { ProxyAnswer } from '../../ports.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import { fail, pass, unable } from '../result.ts';
import { nothingThere } from '../target.ts';

const fields = z.strictObject({
  service: z.string().min(1),
  /** Number or name; default: the Service's only port. */
  port: z.union([z.number().int().positive(), z.string().min(1)]),
  path: z.string().startsWith('/').default('/'),
  status: z.union([z.number().int().min(100).max(599), z.literal('blocked')]).default(200),
});

type Fields = z.infer<typeof fields>;

export const http: CheckKind<Fields> = {
  type: 'http',
  summary: 'A Service answers a request that the API server passes on.',
  fields,
  needs: (check, scope) => [
    { read: 'list', kind: { apiVersion: 'v1', kind: 'Service' }, namespace: scope.namespace },
    { read: 'http', ...requestOf(check, scope) },
  ],
  evaluate(check, snapshot, scope) {
    const { service, port, status } = check.fields;
    const object = `Service/${service}`;
    const services = snapshot.list({ apiVersion: 'v1', kind: 'Service' }, scope.namespace);
    if (!services.ok) return unable(services.cause, services.remedy);
    if (!services.value.some(({ metadata }) => metadata.name === service)) {
      return nothingThere({ kind: 'Service', name: service });
    }
    const reading = snapshot.http(requestOf(check, scope));
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const answer = reading.value;
    const isBlocked = answer.status === 503;
    const found = describeAnswer(answer);
    if (status === 'blocked' ? isBlocked : answer.status === status) {
      const by = scope.hasSimulatedNodes ? ' (the way there is real, the answer is simulated)' : '';
      return pass({ object, path: `port ${port}`, value: `${found}${by}` });
    }
    return fail({ expected: status === 'blocked' ? 'no answer' : String(status), found, object });
  },
};

function requestOf({ fields: { service, port, path } }: CheckOf<Fields>, scope: CheckScope) {
  return { namespace: scope.namespace, service, port: String(port), path };
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
