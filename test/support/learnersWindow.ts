import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VscodeDriver } from './vscodeDriver.ts';

const RESULTS = fileURLToPath(new URL('../../test-results/ui', import.meta.url));

/**
 * The window of a learner who has nothing yet: no run, no kubeconfig, an empty workspace. State
 * lies in `state` of the host's folder.
 */
export async function openLearnersWindow(options: { trusted: boolean }): Promise<VscodeDriver> {
  const vsix = process.env['K8S_LABS_VSIX'];
  if (vsix === undefined) throw new Error('Run this suite with: npm test -- ui');
  const window = await VscodeDriver.open({
    ...options,
    vsix,
    pictures: process.env['K8S_LABS_TEST_PICTURES'] ?? RESULTS,
    results: RESULTS,
    env: (folder) => ({
      HOME: join(folder, 'home'),
      K8S_LABS_STATE: join(folder, 'state'),
      KUBECONFIG: join(folder, 'no-kubeconfig'),
    }),
  });
  // A prompt without the names of this machine, for the pictures.
  const home = join(window.host.folder, 'home');
  await mkdir(home, { recursive: true });
  await writeFile(join(home, '.bashrc'), "PS1='\\W\\$ '\n");
  return window;
}
