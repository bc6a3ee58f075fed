// Runs the test files that are given as arguments, tells the counts to the process that started it.
import { parseArgs } from 'node:util';
import Mocha from 'mocha';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { timeout: { type: 'string', default: '5000' }, grep: { type: 'string' } },
});

const mocha = new Mocha({
  reporter: 'spec',
  timeout: Number(values.timeout),
  // A test that is skipped is a test that did not run.
  forbidOnly: true,
  forbidPending: true,
  ...(values.grep === undefined ? {} : { grep: new RegExp(values.grep) }),
});
for (const file of positionals) mocha.addFile(file);
await mocha.loadFilesAsync();
const runner = mocha.run(() => {
  const { passes: passed = 0, failures: failed = 0 } = runner.stats ?? {};
  process.send?.({ passed, failed }, () => process.exit(failed > 0 ? 1 : 0));
});
