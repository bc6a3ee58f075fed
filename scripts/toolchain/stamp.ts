import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';

/** A build's memory of what it was made from and what it made. */
interface Stamp {
  readonly sources: string;
  readonly outputs: string;
}

/** Something that is built from files of the repository and need not be built again. */
export interface Product {
  /** Path of the stamp file. */
  readonly stamp: string;
  /** Globs relative to the repository; folders end in `/**`. */
  readonly sources: readonly string[];
  /** Absolute paths of files that it makes. */
  readonly outputs: readonly string[];
  /** What else it depends on, e.g. a version. */
  readonly also?: string;
}

/** @returns whether the product was made from the sources as they are now, and is untouched since. */
export function isFresh(product: Product): boolean {
  try {
    const stamp = JSON.parse(readFileSync(product.stamp, 'utf8')) as Stamp;
    return stamp.sources === hashSources(product) && stamp.outputs === hashOutputs(product);
  } catch {
    return false; // No stamp, a broken one, or a missing output: build it.
  }
}

/** Remembers a finished build; `sources` is what `hashSources` said before it began. */
export async function writeStamp(product: Product, sources: string): Promise<void> {
  await mkdir(dirname(product.stamp), { recursive: true });
  const stamp: Stamp = { sources, outputs: hashOutputs(product) };
  await writeFile(product.stamp, JSON.stringify(stamp));
}

/** @returns a hash of the names and contents of a product's sources. */
export function hashSources({ sources, also = '' }: Product): string {
  const hash = createHash('sha256').update(also);
  const files = globSync([...sources], { cwd: repoFolder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function hashOutputs({ outputs }: Product): string {
  const hash = createHash('sha256');
  for (const file of outputs) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
