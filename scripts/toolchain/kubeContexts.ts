import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { StepError } from '../bootstrap/stepError.mjs';

const step = 'Looking up the context';

/** Makes sure that a context exists in the user's own kubeconfig. @throws StepError when it does not. */
export async function requireContext(name: string): Promise<void> {
  const files = kubeconfigFiles();
  const names: string[] = [];
  for (const file of files) names.push(...(await contextNames(file)));
  if (names.includes(name)) return;
  const known =
    names.length > 0 ? `it has ${names.map((one) => `"${one}"`).join(', ')}` : 'it has none';
  throw new StepError(step, {
    why: `the kubeconfig (${files.join(', ')}) has no context "${name}"; ${known}`,
    next: 'give one that exists, or run npm start without --context for the practice cluster',
  });
}

/** The files that kubectl would read: `$KUBECONFIG`, else the default one. */
function kubeconfigFiles(): string[] {
  const chosen = process.env['KUBECONFIG']?.split(delimiter).filter((path) => path !== '');
  return chosen?.length ? chosen : [join(homedir(), '.kube', 'config')];
}

async function contextNames(file: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return []; // kubectl, too, skips a file that is not there.
  }
  let config: unknown;
  try {
    config = parse(text);
  } catch (cause) {
    throw new StepError(step, {
      why: `the kubeconfig ${file} cannot be parsed (${String(cause).split('\n')[0]})`,
      next: 'mend that file, or run npm start without --context for the practice cluster',
      cause,
    });
  }
  const contexts = (config as { contexts?: unknown } | null)?.contexts;
  if (!Array.isArray(contexts)) return [];
  return contexts.flatMap((entry: unknown) => {
    const name = (entry as { name?: unknown } | null)?.name;
    return typeof name === 'string' ? [name] : [];
  });
}
