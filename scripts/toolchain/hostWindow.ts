import { join } from 'node:path';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import { repoFolder } from '../bootstrap/folders.mjs';
import { aborted } from './runScript.ts';
import type { TestHost } from './testHost.ts';

const limitMs = 5 * 60_000;

/** One run of an entry inside the extension host of a window. */
export interface HostRun {
  /** Bundle below `dist/test/host` that exports `run`. */
  readonly entry: string;
  readonly signal: AbortSignal;
  /** Where a picture of the window goes when it does not end well. */
  readonly picture: string;
  /** Hears every line that is printed inside the host. */
  onLine(line: string): void;
}

/**
 * Opens a window on the host with an entry as its extension tests, and waits for its end.
 * @returns the host's exit code, or undefined when it took too long
 */
export async function runInHostWindow(
  browser: Browser,
  server: TestHost,
  { entry, signal, picture, onLine }: HostRun,
): Promise<number | undefined> {
  const page = await browser.newPage();
  const ended = Promise.withResolvers<number | undefined>();
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) =>
    onLine(format(...args)),
  );
  await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
  const late = setTimeout(() => ended.resolve(undefined), limitMs);
  try {
    await page.goto(windowAddress(server, entry));
    const code = await Promise.race([ended.promise, aborted(signal)]);
    if (code !== 0) await page.screenshot({ path: picture });
    return code;
  } finally {
    clearTimeout(late);
    await page.close();
  }
}

function windowAddress({ address, port, workspace }: TestHost, entry: string): string {
  const uri = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', uri(repoFolder)],
    ['extensionTestsPath', uri(join(repoFolder, 'dist', 'test', 'host', entry))],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `${address}/?${query}`;
}
