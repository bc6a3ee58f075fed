import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repoFolder } from '../../scripts/bootstrap/folders.mjs';
import { launchChromium } from '../../scripts/toolchain/chromium.ts';
import { buildExtension } from '../../scripts/toolchain/extensionBuild.ts';
import { runInHostWindow } from '../../scripts/toolchain/hostWindow.ts';
import { startTestHost } from '../../scripts/toolchain/testHost.ts';
import { parseActivation } from '../support/hostResult.ts';
import { type Figure, figureOf } from './figure.ts';

const WINDOWS = 9;

/** Loading the main bundle and activating it, each time in a window of its own. */
export async function activationFigures(signal: AbortSignal): Promise<Figure[]> {
  await buildExtension({ tests: true });
  const results = join(repoFolder, 'test-results', 'bench');
  await mkdir(results, { recursive: true });
  const server = await startTestHost({
    trusted: true,
    env: (folder) => ({ K8S_LABS_STATE: join(folder, 'state') }),
  });
  const browser = await launchChromium();
  const times: number[] = [];
  try {
    for (let window = 0; window < WINDOWS; window++) {
      await runInHostWindow(browser, server, {
        entry: 'activation.js',
        signal,
        picture: join(results, 'window.png'),
        onLine(line) {
          const ms = parseActivation(line);
          if (ms !== undefined) times.push(ms);
        },
      });
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  if (times.length < WINDOWS)
    throw new Error('The extension could not be measured in every window.');
  return [figureOf('code load and activation, no cluster', times, 50)];
}
