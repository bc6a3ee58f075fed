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
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
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
  /** For what the client library does itself. */
  readonly config: KubeConfig;

  constructor(config: KubeConfig, server: string) {
    this.config = config;
    this.server = server.replace(/\/$/, '');
  }

  /** The body of a success as JSON. @throws LabError for everything else */
  async json<T>(request: RawRequest, signal: AbortSignal): Promise<T> {
    const answer = await this.send(request, signal);
    return this.parsed(answer) as T;
  }

  /** The body of an answer that came already. @throws LabError for everything but a success */
  parsed(answer: RawAnswer): unknown {
    if (answer.status >= 300) throw refusal(answer.status, answer.body, this.server);
    try {
      return JSON.parse(answer.body) as unknown;
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

  /**
   * Reads an answer that comes line by line until it ends.
   * @throws LabError when it is refused or breaks off
   */
  async stream(request: RawRequest, onLine: () => void, signal: AbortSignal): Promise<void> {
    const options = await this.#options(request, undefined, signal);
    try {
      await follow(options, this.server, onLine);
    } catch (error) {
      if (error instanceof LabError) throw error;
      throw connectionFailure(error, this.server, signal);
    }
  }

  async #sendOnce(request: RawRequest, outer: AbortSignal): Promise<RawAnswer> {
    const signal = AbortSignal.any([outer, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    const payload = request.body === undefined ? undefined : JSON.stringify(request.body);
    const options = await this.#options(request, payload, signal);
    const attempt = () => exchange(options, payload, this.server, request.maxBytes);
    try {
      return await attempt().catch((error: unknown) => {
        // The server closed a kept connection while nobody used it, for example when it restarted.
        if (error instanceof StaleConnection) return attempt();
        throw error;
      });
    } catch (error) {
      throw connectionFailure(error, this.server, signal);
    }
  }

  async #options(
    { method = 'GET', path, query, contentType }: RawRequest,
    payload: string | undefined,
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
      headers: {
        Accept: 'application/json',
        ...(contentType && { 'Content-Type': contentType }),
        // Without it, the body of a DELETE would be taken for the next request on the connection.
        ...(payload !== undefined && { 'Content-Length': Buffer.byteLength(payload) }),
      },
      signal,
    };
    try {
      // A login may run a program that asks for something and never ends.
      await Promise.race([this.config.applyToHTTPSOptions(options), rejectOnAbort(signal)]);
    } catch (cause) {
      if (signal.aborted) throw connectionFailure(cause, this.server, signal);
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

/** Rejects with the signal's reason once it aborts. */
async function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** A kept connection turned out to be closed by the server before it read the request. */
class StaleConnection extends Error {}

async function exchange(
  options: https.RequestOptions,
  payload: string | undefined,
  server: string,
  maxBytes = MAX_ANSWER_BYTES,
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
        const headers = Object.entries(response.headers).map(([name, value]) => [
          name,
          String(value),
        ]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(headers) as Record<string, string>,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isStale =
        request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(isStale ? new StaleConnection(error.message, { cause: error }) : error);
    });
    request.end(payload);
  });
}

async function follow(
  options: https.RequestOptions,
  server: string,
  onLine: () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = server.startsWith('http:') ? http : https;
    const request = client.request(options, (response) => {
      const status = response.statusCode ?? 0;
      let refusalText = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (status >= 300) refusalText += chunk;
        else if (chunk.includes('\n')) onLine();
      });
      response.on('error', reject);
      response.on('end', () => {
        if (status >= 300) reject(refusal(status, refusalText, server));
        else resolve();
      });
    });
    request.on('error', reject);
    request.end();
  });
}
