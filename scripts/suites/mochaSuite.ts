import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repoFolder } from '../bootstrap/folders.mjs';
import { StepError } from '../bootstrap/stepError.mjs';
import { runChild } from './runChild.ts';
import type { Counts, SuiteContext } from './suite.ts';

const childScript = fileURLToPath(new URL('./mochaChild.ts', import.meta.url));

/** Runs test files with mocha in a process of their own. */
export async function runMocha(request: {
  /** Glob relative to the repository. */
  readonly files: string;
  readonly timeoutMs: number;
  readonly context: SuiteContext;
  readonly env?: NodeJS.ProcessEnv;
  /** A command line that runs the one which follows on it. */
  readonly within?: readonly string[];
}): Promise<Counts> {
  const { files: pattern, timeoutMs, context, env, within = [] } = request;
  const files = globSync(pattern, { cwd: repoFolder })
    .sort()
    .map((file) => join(repoFolder, file));
  if (files.length === 0) {
    throw new StepError('Looking for tests', {
      why: `nothing matches ${pattern}`,
      next: 'use a whole clone',
    });
  }
  let counts: Counts | undefined;
  const grep = context.grep === undefined ? [] : ['--grep', context.grep];
  const [command = '', ...args] = [
    ...[...within, process.execPath, childScript],
    ...['--timeout', String(timeoutMs), ...grep, ...files],
  ];
  const code = await runChild({
    command,
    args,
    signal: context.signal,
    options: {
      cwd: repoFolder,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    },
    onStart: (child) => child.on('message', (message) => (counts = message as Counts)),
  });
  if (counts !== undefined) return counts;
  throw new StepError('Running the tests', {
    why: `mocha ended with exit code ${code} before all tests had run`,
    next: 'mend what its last lines say, then run the same command again',
  });
}
