import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../../scripts/bootstrap/folders.mjs';
import { manifest } from './manifests.ts';

const PACKAGES = ['@monokle/validation@0.33.0', '@monokle/parser@0.3.2'];

const ROUNDS = 5;

/** Its plugins that need no network; those for schemas and policies fetch what they look for. */
const PLUGINS = {
  'yaml-syntax': true,
  'resource-links': true,
  practices: true,
  'pod-security-standards': true,
  metadata: true,
  'kubernetes-schema': false,
  'open-policy-agent': false,
};

interface Validation {
  createDefaultMonokleValidator(): {
    preload(config: unknown): Promise<void>;
    validate(input: { resources: unknown[] }): Promise<unknown>;
  };
}

interface Parser {
  extractK8sResources(files: { id: string; path: string; content: string }[]): unknown[];
}

/**
 * How long @monokle/validation takes for so many objects, warm. It is fetched into the cache for
 * the bench alone. Milliseconds; nothing where it cannot be had.
 */
export async function monokleTimes(count: number): Promise<number[]> {
  const folder = join(cacheFolder(), 'bench-peers');
  const modules = join(folder, 'node_modules', '@monokle');
  if (!existsSync(join(modules, 'validation')) && !(await install(folder))) return [];
  const load = async <T>(path: string): Promise<T> =>
    (await import(pathToFileURL(join(modules, path)).href)) as T;
  const { createDefaultMonokleValidator } = await load<Validation>('validation/lib/node.js');
  const { extractK8sResources } = await load<Parser>('parser/lib/index.js');
  const resources = extractK8sResources(
    Array.from({ length: count }, (_, index) => {
      return { id: `${index}`, path: `${index}.yaml`, content: manifest(index) };
    }),
  );
  const validator = createDefaultMonokleValidator();
  await validator.preload({ plugins: PLUGINS });
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    await validator.validate({ resources });
    times.push(performance.now() - start);
  }
  return times.slice(1);
}

async function install(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  try {
    await promisify(execFile)(
      'npm',
      ['install', '--no-audit', '--no-fund', '--prefix', folder, ...PACKAGES],
      { timeout: 120_000 },
    );
    return true;
  } catch (error) {
    process.stderr.write(`No figures of @monokle/validation: ${String(error)}\n`);
    return false;
  }
}
