import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PanelDriver } from './panelDriver.ts';
import { startTestCluster, type TestCluster } from './practiceCluster.ts';
import { VscodeDriver } from './vscodeDriver.ts';

const RESULTS = fileURLToPath(new URL('../../test-results/ui', import.meta.url));

/** What a learner has: a window, its panel, and the practice cluster that the window finds. */
export interface Desk {
  window: VscodeDriver;
  panel: PanelDriver;
  cluster: TestCluster;
}

/** Sets a desk up for the tests of one story, and clears it away after them. */
export function useDesk(options: { trusted: boolean }): Desk {
  const desk: Partial<Desk> = {};
  before(async () => {
    desk.window = await openLearnersWindow(options);
    desk.panel = desk.window.panel;
    // The window looks for the practice cluster in its state folder, as after `npm start`.
    desk.cluster = await startTestCluster(join(desk.window.host.folder, 'state', 'practice'));
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await desk.window?.takeFailurePicture(this.currentTest.title);
  });
  after(async () => {
    await desk.window?.close();
    await desk.cluster?.stop();
  });
  return desk as Desk;
}

/**
 * The window of a learner who has nothing yet: no run, no kubeconfig, an empty workspace. State
 * lies in `state` of the host's folder.
 */
export async function openLearnersWindow(options: {
  trusted: boolean;
  others?: readonly string[];
}): Promise<VscodeDriver> {
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
