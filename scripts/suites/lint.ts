import { join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';
import { runChild } from './runChild.ts';
import type { Suite } from './suite.ts';

/** One program of the lint suite; each counts as one test. */
interface Linter {
  readonly title: string;
  /** Path of its script below node_modules, and its arguments. */
  readonly script: string;
  readonly args: readonly string[];
}

const linters: readonly Linter[] = [
  { title: 'linter', script: 'oxlint/bin/oxlint', args: ['--type-aware'] },
  { title: 'types', script: 'typescript/bin/tsc', args: ['--noEmit'] },
  { title: 'formatting', script: 'oxfmt/bin/oxfmt', args: ['--check'] },
];

/** Import directions, types and formatting. */
export const lint: Suite = {
  name: 'lint',
  text: 'import directions, types, formatting',
  guessMs: 15_000,
  async run({ signal }) {
    let failed = 0;
    for (const { title, script, args } of linters) {
      const code = await runChild({
        command: process.execPath,
        args: [join(repoFolder, 'node_modules', script), ...args],
        signal,
        options: { cwd: repoFolder, stdio: ['ignore', 'inherit', 'inherit'] },
      });
      if (code !== 0) failed += 1;
      process.stdout.write(`  ${code === 0 ? '✔' : '✖'} ${title}\n`);
    }
    return { passed: linters.length - failed, failed };
  },
};
