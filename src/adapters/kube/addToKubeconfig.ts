import { copyFile, mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CORE_SCHEMA, dump, load } from 'js-yaml';
import { LabError, messageOf } from '../../core/errors.ts';
import type { MergedKubeconfig } from '../../core/ports.ts';

type Entry = Record<string, unknown>;
type Config = Record<string, unknown>;

const SECTIONS = ['clusters', 'users', 'contexts'] as const;

/**
 * Adds what a kubeconfig holds to somebody's own; entries of the same name are replaced, everything
 * else stays as it was, the current context too. A copy of the file is kept beside it.
 * @param path the file to change; made when it is not there
 * @param from the file whose entries are added
 * @param now for the name of the copy
 * @throws LabError `kubeconfig-broken`, `file-failed`; nothing has changed then
 */
export async function addToKubeconfig(
  path: string,
  from: string,
  now: Date,
): Promise<MergedKubeconfig> {
  // A link stays a link: what it leads to is changed.
  const file = await realpath(path).catch(() => path);
  const own = await readText(file);
  const merged = merge(parse(own ?? '', file), parse((await readText(from)) ?? '', from));
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const backup = own === undefined ? undefined : `${file}.before-k8s-labs-${stamp}`;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    if (backup !== undefined) await copyFile(file, backup);
    await writeFile(temporary, dump(merged, { schema: CORE_SCHEMA }), { mode: 0o600 });
    await rename(temporary, file);
  } catch (error) {
    throw new LabError('file-failed', `${file} could not be changed: ${messageOf(error)}.`, {
      next: 'It is as it was. Check that it is yours and that there is room on the disk.',
      cause: error,
    });
  }
  return { file, backup };
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new LabError('file-failed', `${file} cannot be read: ${messageOf(error)}.`, {
      next: 'Check that it is yours.',
      cause: error,
    });
  }
}

function parse(text: string, file: string): Config {
  let config: unknown;
  try {
    config = text.trim() === '' ? {} : load(text, { schema: CORE_SCHEMA });
  } catch {
    // The parser quotes the text around the fault, which may be a key.
    config = undefined;
  }
  const isBroken =
    typeof config !== 'object' ||
    config === null ||
    Array.isArray(config) ||
    SECTIONS.some((section) => !Array.isArray((config as Config)[section] ?? []));
  if (!isBroken) return config as Config;
  throw new LabError('kubeconfig-broken', `${file} is not a kubeconfig.`, {
    next: 'Nothing was changed. Repair it first: "kubectl config view" shows how kubectl reads it.',
  });
}

function merge(own: Config, added: Config): Config {
  const merged: Config = { apiVersion: 'v1', kind: 'Config', ...own };
  for (const section of SECTIONS) {
    const news = entries(added, section);
    const kept = entries(own, section).filter(
      ({ name }) => !news.some((entry) => entry['name'] === name),
    );
    merged[section] = [...kept, ...news];
  }
  // Whoever has no context yet gets one; others choose for themselves.
  merged['current-context'] = own['current-context'] || added['current-context'] || '';
  return merged;
}

function entries(config: Config, section: string): Entry[] {
  return (config[section] ?? []) as Entry[];
}
