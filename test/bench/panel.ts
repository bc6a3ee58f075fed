import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VscodeDriver } from '../support/vscodeDriver.ts';
import { type Figure, figureOf } from './figure.ts';

const TURNS = 12;

/** From a click on "Next" to the page that it leads to, in the packed extension in a real editor. */
export async function panelFigures(vsix: string): Promise<Figure[]> {
  const results = await mkdtemp(join(tmpdir(), 'k8s-labs-bench-'));
  const window = await VscodeDriver.open({
    trusted: true,
    vsix,
    pictures: results,
    results,
    env: (folder) => ({
      HOME: join(folder, 'home'),
      K8S_LABS_STATE: join(folder, 'state'),
      KUBECONFIG: join(folder, 'no-kubeconfig'),
    }),
  });
  try {
    await window.openLabs();
    await window.treeRow('A Service that finds its Pods').click();
    await window.panel.title('A Service that finds its Pods').waitFor();
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      times.push(await window.panel.timeOfTurn(turn % 2 === 0 ? 'Next' : 'Back'));
    }
    return [figureOf('step panel, click to rendered', times.slice(2), 100)];
  } finally {
    await window.close();
  }
}
