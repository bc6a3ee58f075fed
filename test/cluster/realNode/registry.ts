import { createServer, type Server } from 'node:http';
import type { Blob, Image } from './image.ts';
import { REGISTRY } from './places.ts';

/**
 * A registry that hands out these images under their public names and knows no others. Every name
 * of a registry is sent here, so `docker.io/library/nginx` is `library/nginx`.
 */
export async function startRegistry(images: readonly Image[]): Promise<Server> {
  const blobs = new Map<string, Blob>();
  const tags = new Map<string, string>();
  for (const image of images) {
    for (const blob of image.blobs) blobs.set(blob.digest, blob);
    for (const name of image.names) tags.set(name.slice(name.indexOf('/') + 1), image.manifest);
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://registry');
    if (/^\/v2\/?$/.test(pathname)) return void response.end('{}');
    const [, name = '', reference = ''] =
      /^\/v2\/(.+)\/(?:manifests|blobs)\/([^/]+)$/.exec(pathname) ?? [];
    const digest = reference.startsWith('sha256:') ? reference : tags.get(`${name}:${reference}`);
    const blob = digest === undefined ? undefined : blobs.get(digest);
    if (blob === undefined) {
      response.writeHead(404, { 'Content-Type': 'application/json' });
      return void response.end(
        JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }),
      );
    }
    response.writeHead(200, {
      'Content-Type': blob.mediaType,
      'Content-Length': blob.content.length,
      'Docker-Content-Digest': blob.digest,
    });
    response.end(request.method === 'HEAD' ? undefined : blob.content);
  });
  await new Promise<void>((resolve) => server.listen(REGISTRY.port, REGISTRY.host, resolve));
  return server;
}
