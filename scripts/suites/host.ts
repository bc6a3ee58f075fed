import { join } from 'node:path';
import { format } from 'node:util';
import { parseHostResult, type HostResult } from '../../test/support/hostResult.ts';
import { repoFolder } from '../bootstrap/folders.mjs';
import { StepError } from '../bootstrap/stepError.mjs';
import { launchChromium } from '../toolchain/chromium.ts';
import { buildExtension } from '../toolchain/extensionBuild.ts';
import { aborted } from '../toolchain/runScript.ts';
import { startTestHost, type TestHost } from '../toolchain/testHost.ts';
import type { Counts, Suite, SuiteContext } from './suite.ts';

const limitMs = 5 * 60_000;

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

/** Opens the window with the suites as its extension tests and waits for what they print. */
async function runInHost(server: TestHost, { signal, results }: SuiteContext): Promise<Counts> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    let result: HostResult | undefined;
    const ended = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const line = format(...args);
      result = parseHostResult(line) ?? result;
      if (parseHostResult(line) === undefined && !noise.test(line)) console.log(line);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
    const late = setTimeout(() => ended.reject(tookTooLong()), limitMs);
    try {
      await page.goto(testWindowAddress(server));
      const code = await Promise.race([ended.promise, aborted(signal)]);
      if (result === undefined) throw endedEarly(code);
      return result;
    } catch (error) {
      await page.screenshot({ path: join(results, 'window.png') });
      throw error;
    } finally {
      clearTimeout(late);
    }
  } finally {
    await browser.close();
  }
}

function testWindowAddress({ address, port, workspace }: TestHost): string {
  const uri = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const tests = join(repoFolder, 'dist', 'test', 'host', 'index.js');
  const payload = [
    ['extensionDevelopmentPath', uri(repoFolder)],
    ['extensionTestsPath', uri(tests)],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `${address}/?${query}`;
}

function tookTooLong(): StepError {
  return new StepError('Running the tests in the extension host', {
    why: `they had not ended after ${limitMs / 60_000} minutes`,
    next: 'look at window.png in test-results/host, then run the same command again',
  });
}

function endedEarly(code: number): StepError {
  return new StepError('Running the tests in the extension host', {
    why: `the extension host ended with code ${code} before the tests did`,
    next: 'mend what the lines above say, then run the same command again',
  });
}
