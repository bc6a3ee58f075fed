import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { load, YAMLException } from 'js-yaml';
import { LabError, messageOf } from '../../core/errors.ts';
import { searchedKubeconfigs } from './kubeconfigSearch.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A named cluster, user or context of a kubeconfig, as it is written; file paths are absolute. */
export interface KubeconfigEntry {
  readonly name: string;
  readonly fields: Fields;
}

/** One kubeconfig, or several merged as kubectl merges them: of two equal names the first counts. */
export interface Kubeconfig {
  readonly clusters: readonly KubeconfigEntry[];
  readonly users: readonly KubeconfigEntry[];
  readonly contexts: readonly KubeconfigEntry[];
  readonly currentContext: string | undefined;
}

/**
 * Reads a kubeconfig.
 * @param path undefined means the usual search: KUBECONFIG, else `.kube/config` in the home folder
 * @throws LabError `kubeconfig-broken`
 */
export async function readKubeconfig(
  path: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Kubeconfig> {
  if (path !== undefined) {
    const config = await readOne(path);
    if (config !== undefined) return config;
    throw broken(`The kubeconfig ${path} is not there.`);
  }
  // Like kubectl: files of the search that do not exist are passed over.
  const configs = await Promise.all(searchedKubeconfigs(env).map((file) => readOne(file)));
  return merge(configs.filter((config) => config !== undefined));
}

function merge(configs: readonly Kubeconfig[]): Kubeconfig {
  return {
    clusters: firstOfEachName(configs.flatMap(({ clusters }) => clusters)),
    users: firstOfEachName(configs.flatMap(({ users }) => users)),
    contexts: firstOfEachName(configs.flatMap(({ contexts }) => contexts)),
    currentContext: configs.find(({ currentContext }) => currentContext)?.currentContext,
  };
}

function firstOfEachName(all: readonly KubeconfigEntry[]): KubeconfigEntry[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

/** @returns undefined when there is no such file */
async function readOne(path: string): Promise<Kubeconfig | undefined> {
  const file = resolve(path);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw broken(`The kubeconfig ${file} cannot be read: ${messageOf(error)}.`, error);
  }
  return parse(text, file);
}

function parse(text: string, file: string): Kubeconfig {
  if (text.trim() === '') {
    return { clusters: [], users: [], contexts: [], currentContext: undefined };
  }
  const root = parseYamlOf(text, file);
  if (!isFields(root)) throw broken(`${file} is not a kubeconfig.`);
  const current = root['current-context'];
  const folder = dirname(file);
  return {
    clusters: entries(root['clusters'], 'cluster', (fields) =>
      withAbsolutePaths(fields, folder, ['certificate-authority']),
    ),
    users: entries(root['users'], 'user', (fields) => withAbsoluteUserPaths(fields, folder)),
    contexts: entries(root['contexts'], 'context', (fields) => fields),
    currentContext: typeof current === 'string' && current !== '' ? current : undefined,
  };
}

/** A parser's message quotes the text around the fault, which may be a key: only its reason is told. */
function parseYamlOf(text: string, file: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark === undefined ? '' : ` in line ${error.mark.line + 1}`;
    throw broken(`The kubeconfig ${file} is not valid YAML${line}: ${error.reason}.`);
  }
}

/** Entries that are no entries are left out; who uses one hears that it is not there. */
function entries(
  list: unknown,
  section: string,
  adapt: (fields: Fields) => Fields,
): KubeconfigEntry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (!isFields(item) || typeof item['name'] !== 'string') return [];
    const fields = item[section] ?? {};
    return isFields(fields) ? { name: item['name'], fields: adapt(fields) } : [];
  });
}

function withAbsoluteUserPaths(fields: Fields, folder: string): Fields {
  const names = ['client-certificate', 'client-key', 'tokenFile'];
  const user = withAbsolutePaths(fields, folder, names);
  const { exec } = user;
  // A command without a slash is looked up in the PATH.
  if (!isFields(exec) || !/[/\\]/.test(String(exec['command']))) return user;
  return { ...user, exec: withAbsolutePaths(exec, folder, ['command']) };
}

function withAbsolutePaths(fields: Fields, folder: string, names: readonly string[]): Fields {
  const absolute = names.flatMap((name): [string, string][] => {
    const path = fields[name];
    const isRelative = typeof path === 'string' && path !== '' && !isAbsolute(path);
    return isRelative ? [[name, join(folder, path)]] : [];
  });
  return { ...fields, ...Object.fromEntries(absolute) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function broken(message: string, cause?: unknown): LabError {
  return new LabError('kubeconfig-broken', message, {
    next: 'Repair the file, or choose another kubeconfig. "kubectl config view" shows how kubectl reads it.',
    ...(cause === undefined ? {} : { cause }),
  });
}
