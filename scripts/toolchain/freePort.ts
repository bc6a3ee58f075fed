import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * @param wanted 0 for any
 * @returns a port of 127.0.0.1 that was free a moment ago, or undefined when `wanted` is taken
 */
export async function freePort(wanted = 0): Promise<number | undefined> {
  const server = createServer();
  server.listen(wanted, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : undefined;
}
