import { join } from 'node:path';
import { parseHostResult, type HostResult } from '../../test/support/hostResult.ts';
import { StepError } from '../bootstrap/stepError.mjs';
import { launchChromium } from '../toolchain/chromium.ts';
import { buildExtension } from '../toolchain/extensionBuild.ts';
import { runInHostWindow } from '../toolchain/hostWindow.ts';
import { startTestHost, type TestHost } from '../toolchain/testHost.ts';
import type { Counts, Suite, SuiteContext } from './suite.ts';

/** What VS Code's own parts print, and what says nothing about our tests. */
const noise =
  /AccountPolicyGate|authentication provider|Service Worker|reconnection-grace-time|builtin extensions cache|watchdog|ENOTFOUND|gallery|AgentHost|ChatModel|Creating a socket|connection token|OverlayWebview has been disposed/;

/** The extension inside the extension host of a real VS Code. */
export const host: Suite = {
  name: 'host',
  text: 'the extension inside the extension host of a real VS Code',
  guessMs: 40_000,
  async run(context) {
    await buildExtension({ tests: true });
    const server = await startTestHost({
      trusted: true,
      env: (folder) => ({
        K8S_LABS_STATE: join(folder, 'state'),
        ...(context.grep === undefined ? {} : { K8S_LABS_TEST_GREP: context.grep }),
      }),
    });
    try {
      return await runInHost(server, context);
    } finally {
      await server.stop();
    }
  },
};

/** Runs the suites as the extension tests of a window and reads what they print last. */
async function runInHost(server: TestHost, { signal, results }: SuiteContext): Promise<Counts> {
  const browser = await launchChromium();
  try {
    let result: HostResult | undefined;
    const code = await runInHostWindow(browser, server, {
      entry: 'index.js',
      signal,
      picture: join(results, 'window.png'),
      onLine(line) {
        result = parseHostResult(line) ?? result;
        if (parseHostResult(line) === undefined && !noise.test(line)) console.log(line);
      },
    });
    if (code === undefined) throw tookTooLong();
    if (result === undefined) throw endedEarly(code);
    return result;
  } finally {
    await browser.close();
  }
}

function tookTooLong(): StepError {
  return new StepError('Running the tests in the extension host', {
    why: 'they had not ended after five minutes',
    next: 'look at window.png in test-results/host, then run the same command again',
  });
}

function endedEarly(code: number): StepError {
  return new StepError('Running the tests in the extension host', {
    why: `the extension host ended with code ${code} before the tests did`,
    next: 'mend what the lines above say, then run the same command again',
  });
}
