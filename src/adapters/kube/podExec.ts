import { PassThrough } from 'node:stream';
import { Exec, type V1Status } from '@kubernetes/client-node';
import { LabError, messageOf } from '../../core/errors.ts';
import type { ExecQuery, ProgramAnswer } from '../../core/ports.ts';
import { pathSegment } from './pathSegment.ts';
import type { RawClient } from './rawClient.ts';

/** Most output of a program that is kept. Bytes. */
const MAX_OUTPUT_BYTES = 16 * 1024;

/** Runs a program in a container over a WebSocket, and waits for its end. @throws LabError */
export async function execInPod(
  { config, server }: RawClient,
  { command, container = '', namespace, pod }: ExecQuery,
  signal: AbortSignal,
): Promise<ProgramAnswer> {
  const stdout = gather();
  const stderr = gather();
  const exec = new Exec(config);
  let onStatus: (status: V1Status) => void = () => undefined;
  const ended = new Promise<V1Status>((resolve) => (onStatus = resolve));
  let socket: Awaited<ReturnType<Exec['exec']>>;
  try {
    socket = await exec.exec(
      pathSegment(namespace),
      pathSegment(pod),
      container,
      [...command],
      stdout.stream,
      stderr.stream,
      null,
      false,
      onStatus,
    );
  } catch (error) {
    throw refused(error, pod, server);
  }
  // A connection that breaks tells nothing more: without this nobody would stop waiting.
  const broken = new Promise<never>((_, reject) => {
    socket.addEventListener('close', () => {
      // The status may come in the same breath as the end of the connection.
      setTimeout(() => reject(gone(pod, server)), 500);
    });
    socket.addEventListener('error', () => reject(gone(pod, server)));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
  });
  try {
    const status = await Promise.race([ended, broken]);
    return { code: exitCodeOf(status), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    broken.catch(() => undefined);
    socket.close();
  }
}

function gather(): { stream: PassThrough; text: () => string } {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => {
    if (size < MAX_OUTPUT_BYTES) chunks.push(chunk.subarray(0, MAX_OUTPUT_BYTES - size));
    size += chunk.length;
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** The code is told in a cause; a success has none. */
function exitCodeOf({ details, message, status }: V1Status): number {
  if (status === 'Success') return 0;
  const cause = details?.causes?.find(({ reason }) => reason === 'ExitCode');
  if (cause?.message !== undefined) return Number(cause.message);
  throw new LabError('cluster-refused', `The program could not be run: ${message ?? 'no reason'}.`);
}

function refused(error: unknown, pod: string, server: string): LabError {
  // What the library rejects with is an event, which carries the words.
  const { message: text = messageOf(error) } = (error ?? {}) as { message?: string };
  if (/\b403\b/.test(text)) {
    return new LabError('forbidden', `You may not create pods/exec for Pod ${pod}.`, {
      next: 'Whoever administers the cluster can grant it.',
      cause: error,
    });
  }
  if (/\b401\b/.test(text)) return new LabError('unauthorized', `${server} wants a login.`);
  if (/\b(?:400|404|500)\b/.test(text)) {
    return new LabError('cluster-refused', `Nothing can be run in Pod ${pod} right now.`, {
      cause: error,
    });
  }
  return new LabError('cluster-unreachable', `${server} did not answer: ${text}.`, {
    cause: error,
  });
}

function gone(pod: string, server: string): LabError {
  return new LabError(
    'cluster-unreachable',
    `The connection to Pod ${pod} through ${server} broke off.`,
  );
}
