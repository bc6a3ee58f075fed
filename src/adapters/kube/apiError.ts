import { LabError, messageOf } from '../../core/errors.ts';
import type { ApplyAnswer } from '../../core/ports.ts';
import { redactText } from '../../core/kubernetes/redact.ts';

/** What the API server says when it refuses: `kind: Status`. */
export interface ApiStatus {
  readonly kind: 'Status';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly kind?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly { readonly field?: string; readonly message?: string }[];
  };
}

/** The body as a Status, or undefined when it is something else. */
export function asApiStatus(body: string): ApiStatus | undefined {
  try {
    const value = JSON.parse(body) as { kind?: unknown } | null;
    return value?.kind === 'Status' ? (value as ApiStatus) : undefined;
  } catch {
    return undefined; // Not JSON: a proxy's page, or nothing.
  }
}

/** The error for an answer that is no success. The server's words name verb, resource and user. */
export function refusal(status: number, body: string, server: string): LabError {
  const words = redactText(asApiStatus(body)?.message ?? '').trim();
  if (status === 401) {
    return new LabError('unauthorized', `The cluster at ${server} does not know who you are.`, {
      next: 'Log in again with the tool that made this context, then check again.',
    });
  }
  if (status === 403) {
    return new LabError('forbidden', words || `The cluster at ${server} forbids this.`, {
      next: 'Ask whoever runs the cluster for this right, or choose another context.',
    });
  }
  if (status === 429 || status === 503 || status === 504) {
    return new LabError('cluster-unreachable', `The cluster is busy: ${words || status}.`, {
      next: 'Wait a moment and try again.',
    });
  }
  return new LabError('cluster-refused', words || `The cluster answered ${status}.`);
}

/** Answers that say what is wrong with an object, and not with the request or the server. */
const JUDGEMENTS: ReadonlySet<number> = new Set([400, 403, 404, 409, 422]);

/** A field that does not exist comes as a failure of the server itself, with status 500. */
const NOT_TYPED = /^failed to create typed patch object \([^)]*\): /;

/** The server's words where rights are missing; admission says no in other ones. */
const MISSING_RIGHT = /is forbidden: User "[^"]*" cannot /;

/**
 * What a server says against an object; undefined for answers about anything else, as about the
 * rights of whoever asks.
 */
export function judgement(status: number, body: string): ApplyAnswer | undefined {
  if (status < 300) return { isTaken: true };
  const answer = asApiStatus(body);
  if (answer === undefined) return undefined;
  if (NOT_TYPED.test(answer.message ?? '')) return unknownField(answer.message ?? '');
  if (!JUDGEMENTS.has(status)) return undefined;
  if (status === 403 && MISSING_RIGHT.test(answer.message ?? '')) return undefined;
  const causes = (answer.details?.causes ?? []).map(({ field, message = '' }) => {
    return {
      field: field === '' || field === '<nil>' ? undefined : field,
      message: redactText(message),
    };
  });
  return { isTaken: false, message: redactText(answer.message ?? ''), causes };
}

/** `.spec.replica: field not declared in schema`, in the words of other refusals. */
function unknownField(message: string): ApplyAnswer {
  const said = redactText(message.replace(NOT_TYPED, ''));
  const [, field] = /^\.(\S+): field not declared in schema/.exec(said) ?? [];
  const text = field === undefined ? said : `unknown field "${field}"`;
  return { isTaken: false, message: text, causes: [{ field, message: text }] };
}

/** The error for a request that got no answer. @throws the signal's own reason when it aborted */
export function connectionFailure(error: unknown, server: string, signal: AbortSignal): LabError {
  if (signal.aborted) {
    const reason: unknown = signal.reason;
    if (!(reason instanceof Error && reason.name === 'TimeoutError')) throw reason;
    return new LabError('cluster-timeout', `The cluster at ${server} did not answer in time.`, {
      next: 'See whether it runs and can be reached, then try again.',
      cause: error,
    });
  }
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/^ERR_OSSL|^ERR_CRYPTO/.test(code)) {
    return new LabError(
      'kubeconfig-broken',
      `The certificate or the key for ${server} cannot be read.`,
      {
        next: 'Fetch the kubeconfig anew from whoever runs the cluster.',
        cause: error,
      },
    );
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL/.test(code)) {
    const message = `The cluster at ${server} shows a certificate that does not fit the kubeconfig (${code}).`;
    return new LabError('cluster-unreachable', message, {
      next: 'Fetch the kubeconfig anew from whoever runs the cluster.',
      cause: error,
    });
  }
  const why = code === '' ? redactText(messageOf(error)) : code;
  return new LabError(
    'cluster-unreachable',
    `The cluster at ${server} cannot be reached (${why}).`,
    {
      next: 'Start it, or choose another context, then try again.',
      cause: error,
    },
  );
}
