// `npm run test:electron`: the host suites in a desktop VS Code that @vscode/test-electron downloads.
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { cacheFolder, repoFolder } from './bootstrap/folders.mjs';
import { StepError } from './bootstrap/stepError.mjs';
import { buildExtension } from './toolchain/extensionBuild.ts';
import { runScript } from './toolchain/runScript.ts';

await runScript(async () => {
  await buildExtension({ tests: true });
  try {
    return await runTests({
      cachePath: join(cacheFolder(), 'vscode-desktop'),
      extensionDevelopmentPath: repoFolder,
      extensionTestsPath: join(repoFolder, 'dist', 'test', 'host', 'index.js'),
      launchArgs: ['--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (cause) {
    throw new StepError('Running the tests in a desktop VS Code', {
      why: cause instanceof Error ? cause.message : String(cause),
      next: 'see that code.visualstudio.com can be reached and that there is a display, or run npm run test:host, which needs neither',
      cause,
    });
  }
});
