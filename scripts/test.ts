// `npm test [-- SUITE…]`: sets up what is missing, runs the suites, ends with "N passed, N failed".
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rememberDuration, usualMs } from './bootstrap/durations.mjs';
import { repoFolder } from './bootstrap/folders.mjs';
import { seconds } from './bootstrap/progress.mjs';
import { describeFailure } from './bootstrap/stepError.mjs';
import { suites } from './suites/index.ts';
import type { Counts, Suite, SuiteContext } from './suites/suite.ts';
import { runScript } from './toolchain/runScript.ts';

const help = `Usage: npm test [-- [SUITE…] [--grep PATTERN] [--screenshots]]

Suites: ${suites.map(({ name }) => name).join(', ')}; without a name all of them.
  --grep PATTERN   only tests whose full title matches
  --screenshots    the suite ui renews the pictures in docs/images
`;

await runScript(async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string' },
      screenshots: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const unknown = positionals.find((name) => suites.every((suite) => suite.name !== name));
  if (values.help || unknown !== undefined) {
    if (unknown !== undefined) process.stderr.write(`There is no suite "${unknown}".\n\n`);
    process.stderr.write(help);
    return unknown === undefined ? 0 : 2;
  }
  const chosen = suites.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  const all: { readonly name: string; readonly counts: Counts }[] = [];
  for (const suite of chosen) {
    const results = join(repoFolder, 'test-results', suite.name);
    await rm(results, { recursive: true, force: true });
    await mkdir(results, { recursive: true });
    all.push({
      name: suite.name,
      counts: await run(suite, {
        signal,
        results,
        grep: values.grep,
        screenshots: values.screenshots,
      }),
    });
  }
  return report(all);
});

/** Runs one suite; what keeps it from running is one failure of it. */
async function run(suite: Suite, context: SuiteContext): Promise<Counts> {
  const id = `suite-${suite.name}`;
  const usual = seconds(usualMs(id, suite.guessMs));
  process.stdout.write(`\n━━ ${suite.name}: ${suite.text} (usually ${usual})\n`);
  const started = Date.now();
  try {
    const counts = await suite.run(context);
    if (context.grep === undefined) rememberDuration(id, Date.now() - started);
    const { passed, failed } = counts;
    const took = seconds(Date.now() - started);
    process.stdout.write(`━━ ${suite.name}: ${passed} passed, ${failed} failed (${took})\n`);
    return counts;
  } catch (error) {
    context.signal.throwIfAborted();
    process.stdout.write(`${describeFailure(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

function report(all: readonly { readonly name: string; readonly counts: Counts }[]): number {
  const passed = all.reduce((sum, { counts }) => sum + counts.passed, 0);
  const failed = all.reduce((sum, { counts }) => sum + counts.failed, 0);
  const names = all.filter(({ counts }) => counts.failed > 0).map(({ name }) => name);
  process.stdout.write(names.length > 0 ? `\nFailed: ${names.join(', ')}\n` : '\n');
  const skipped = all.reduce((sum, { counts }) => sum + (counts.skipped ?? 0), 0);
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  process.stdout.write(`${passed} passed, ${failed} failed${left}\n`);
  return failed > 0 ? 1 : 0;
}
