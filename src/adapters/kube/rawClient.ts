import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import { LabError, messageOf } from '../../core/errors.ts';
import { connectionFailure, refusal } from './apiError.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: 'GET' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Longest body that is kept, in bytes; the rest is thrown away. */
  readonly maxBytes?: number;
}

/** Longest answer that is taken from an API server. Bytes. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Longest wait for one answer. Milliseconds. */
const ANSWER_TIMEOUT_MS = 15_000;

const MAX_RETRIES = 3;
const MAX_RETRY_AFTER_MS = 2_000;

/** Requests to one API server, with the login and the agent of the client library. */
export class RawClient {
  readonly server: string;
  readonly #config: KubeConfig;

  constructor(config: KubeConfig, server: string) {
    this.#config = config;
    this.server = server.replace(/\/$/, '');
  }

  /** The body of a success as JSON. @throws LabError for everything else */
  async json<T>(request: RawRequest, signal: AbortSignal): Promise<T> {
    const answer = await this.send(request, signal);
    if (answer.status >= 300) throw refusal(answer.status, answer.body, this.server);
    try {
      return JSON.parse(answer.body) as T;
    } catch (cause) {
      const message = `What answers at ${this.server} is not a Kubernetes API server.`;
      throw new LabError('cluster-unreachable', message, {
        next: 'Look at the server in the kubeconfig.',
        cause,
      });
    }
  }

  /** Any answer. A server that asks for patience gets it a few times. @throws LabError */
  async send(request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#sendOnce(request, signal);
      if (answer.status !== 429 || attempt > MAX_RETRIES) return answer;
      const seconds = Number(answer.headers['retry-after'] ?? 1);
      await sleep(Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS), undefined, { signal });
    }
  }

  async #sendOnce(request: RawRequest, outer: AbortSignal): Promise<RawAnswer> {
    const signal = AbortSignal.any([outer, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    const options = await this.#options(request, signal);
    try {
      return await exchange(options, request, this.server);
    } catch (error) {
      throw connectionFailure(error, this.server, signal);
    }
  }

  async #options(
    { method = 'GET', path, query, contentType }: RawRequest,
    signal: AbortSignal,
  ): Promise<https.RequestOptions> {
    const url = new URL(`${this.server}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const options: https.RequestOptions = {
      method,
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      headers: { Accept: 'application/json', ...(contentType && { 'Content-Type': contentType }) },
      signal,
    };
    try {
      await this.#config.applyToHTTPSOptions(options);
    } catch (cause) {
      const message = `The login for ${this.server} failed: ${messageOf(cause)}.`;
      throw new LabError('unauthorized', message, {
        next: 'Log in with the tool that made this context, then try again.',
        cause,
      });
    }
    // The library makes its agents without it, and a handshake for each request costs more than the request.
    if (options.agent instanceof http.Agent) Object.assign(options.agent, { keepAlive: true });
    return options;
  }
}

function exchange(
  options: https.RequestOptions,
  { body, maxBytes = MAX_ANSWER_BYTES }: RawRequest,
  server: string,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const client = server.startsWith('http:') ? http : https;
    const request = client.request(options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        if (size < maxBytes) chunks.push(chunk.subarray(0, maxBytes - size));
        size += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => {
        const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(headers) as Record<string, string>,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
