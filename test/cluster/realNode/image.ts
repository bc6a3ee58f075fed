import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';

/** Something that a registry hands out by its digest. */
export interface Blob {
  readonly digest: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A container image of one layer. */
export interface Image {
  /** Whole names with tags: `docker.io/library/nginx:1.27`. */
  readonly names: readonly string[];
  readonly blobs: readonly Blob[];
  /** Digest of its manifest. */
  readonly manifest: string;
}

/** The part of an image that says how it runs, as the OCI image specification has it. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly StopSignal?: string;
  readonly Labels?: Readonly<Record<string, string>>;
}

const MAX_LAYER_BYTES = 1 << 30;
const OCI = 'application/vnd.oci.image';

/** Makes an image of a folder. The same files give the same image. */
export async function imageOf(
  folder: string,
  config: ImageConfig,
  names: readonly string[],
): Promise<Image> {
  const sameAlways = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const { stdout: tar } = await promisify(execFile)(
    'tar',
    [...sameAlways, '-C', folder, '-c', '.'],
    { encoding: 'buffer', maxBuffer: MAX_LAYER_BYTES },
  );
  const layer = blobOf(`${OCI}.layer.v1.tar`, tar);
  const configuration = blobOf(
    `${OCI}.config.v1+json`,
    json({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    }),
  );
  const manifest = blobOf(
    `${OCI}.manifest.v1+json`,
    json({
      schemaVersion: 2,
      mediaType: `${OCI}.manifest.v1+json`,
      config: descriptor(configuration),
      layers: [descriptor(layer)],
    }),
  );
  return { names, blobs: [layer, configuration, manifest], manifest: manifest.digest };
}

function blobOf(mediaType: string, content: Buffer): Blob {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  return { digest, mediaType, content };
}

function descriptor({ digest, mediaType, content }: Blob): object {
  return { mediaType, digest, size: content.length };
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
