import { join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';
import { ensureClusterBinary } from '../toolchain/clusterBinary.ts';
import { ensureBrowser } from '../toolchain/browser.ts';
import { ensureCodeServer } from '../toolchain/codeServer.ts';
import { packExtension } from '../toolchain/extensionPackage.ts';
import { runMocha } from './mochaSuite.ts';
import type { Suite } from './suite.ts';

/** The packed extension as a person uses it: a real VS Code in a browser, a real API server. */
export const ui: Suite = {
  name: 'ui',
  text: 'the packed extension in a real VS Code, in a browser, with a real API server',
  guessMs: 120_000,
  async run(context) {
    const binary = await ensureClusterBinary();
    await ensureBrowser();
    await ensureCodeServer();
    const vsix = await packExtension();
    return runMocha({
      files: 'test/ui/**/*.test.ts',
      timeoutMs: 180_000,
      context,
      env: {
        K8S_LABS_CLUSTER_BIN: binary,
        K8S_LABS_VSIX: vsix,
        K8S_LABS_TEST_PICTURES: context.screenshots
          ? join(repoFolder, 'docs', 'images')
          : context.results,
      },
    });
  },
};
