import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';
import { notice, noticeFile } from '../cluster/notice.mjs';
import { goVersion } from '../cluster/goVersion.mjs';
import { runChild } from './runChild.ts';
import type { Suite, SuiteContext } from './suite.ts';

/** A line of `go test -json`; `Test` is missing where the line is about the whole package. */
interface GoEvent {
  readonly Action: string;
  readonly Package?: string;
  readonly Test?: string;
  readonly Output?: string;
}

// The flags of the program's own build: with others Go compiles all of Kubernetes once more.
const buildFlags = ['-trimpath'];

// Those that look at a package alone. The others (printf, lostcancel) would analyse all of
// Kubernetes first, which takes a quarter of an hour on a machine that never did.
const analyzers = [
  ...['-appends', '-assign', '-atomic', '-bools', '-buildtag', '-composites', '-copylocks'],
  ...['-defers', '-directive', '-errorsas', '-httpresponse', '-ifaceassert', '-loopclosure'],
  ...['-nilfunc', '-shift', '-sigchanyzer', '-stdmethods', '-stringintconv', '-structtag'],
  ...['-testinggoroutine', '-tests', '-timeformat', '-unmarshal', '-unreachable', '-unusedresult'],
];

/** The practice cluster's Go code: vet, the licences of what it is linked from, then its tests. */
export const go: Suite = {
  name: 'go',
  text: "the practice cluster's Go code",
  guessMs: 60_000,
  async run(context) {
    goVersion('Testing the practice cluster');
    const vet = await runGo(['vet', ...buildFlags, ...analyzers, './...'], context);
    const isVetted = vet.code === 0;
    process.stdout.write(`  ${isVetted ? '✔' : '✖'} go vet\n`);
    const isNoticed = notice() === readFileSync(noticeFile, 'utf8');
    process.stdout.write(
      `  ${isNoticed ? '✔' : '✖'} cluster/NOTICE has the licences of all that is linked${isNoticed ? '' : ' (npm run build:notice)'}\n`,
    );
    const own = [isVetted, isNoticed];
    const tests = await runGo(['test', '-json', '-vet=off', ...buildFlags, './...'], context);
    const failed = tests.failed === 0 && tests.code !== 0 ? 1 : tests.failed;
    return {
      passed: tests.passed + own.filter((is) => is).length,
      failed: failed + own.filter((is) => !is).length,
    };
  },
};

async function runGo(args: readonly string[], { signal }: SuiteContext) {
  let passed = 0;
  let failed = 0;
  const output = new Map<string, string>();
  const code = await runChild({
    command: 'go',
    args,
    signal,
    options: {
      cwd: join(repoFolder, 'cluster'),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    },
    onLine(line) {
      const event = parseEvent(line);
      if (event === undefined) return void process.stdout.write(`${line}\n`);
      const name = [event.Package, event.Test].filter(Boolean).join(' ');
      if (event.Output !== undefined) output.set(name, (output.get(name) ?? '') + event.Output);
      if (event.Action === 'fail' || event.Action === 'skip') {
        // A package without test files is "skipped", which says nothing about tests.
        if (event.Test === undefined && event.Action === 'skip') return;
        if (event.Test !== undefined) failed += 1;
        process.stdout.write(`  ✖ ${name}\n${output.get(name) ?? ''}`);
      } else if (event.Action === 'pass') {
        if (event.Test !== undefined) passed += 1;
        else process.stdout.write(`  ✔ ${name}\n`);
      }
    },
  });
  return { code, passed, failed };
}

function parseEvent(line: string): GoEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  return JSON.parse(line) as GoEvent;
}
