import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { hostResultLine } from '../support/hostResult.ts';

/** Runs the suites that lie beside this file; VS Code calls it inside the extension host. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    reporter: 'spec',
    timeout: 20_000,
    forbidOnly: true,
    forbidPending: true,
    ...(process.env['K8S_LABS_TEST_GREP'] ? { grep: process.env['K8S_LABS_TEST_GREP'] } : {}),
  });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      console.log(hostResultLine({ passed: passes, failed: failures }));
      resolve(failures);
    });
  });
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}
