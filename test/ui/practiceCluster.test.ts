import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLearnersWindow } from '../support/learnersWindow.ts';
import type { VscodeDriver } from '../support/vscodeDriver.ts';

// One story in order: somebody who has no cluster.
describe('A learner who has no cluster', function () {
  this.bail(true);
  let window: VscodeDriver;

  before(async () => {
    window = await openLearnersWindow({ trusted: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await window.takeFailurePicture(this.currentTest.title);
  });

  after(async () => {
    await window.close();
  });

  it('is offered the practice cluster, and starts it', async () => {
    await window.openLabs();
    await window.treeRow('First steps').waitFor();
    await window.page.getByRole('button', { name: 'Start the Practice Cluster' }).click();
    await window.statusItem('Practice cluster (simulated nodes)').waitFor();
  });

  it('sees how it stands, in the tree too', async () => {
    await window.openView('Clusters and Open Runs');
    const row = window.treeRow('Practice cluster');
    await row.waitFor();
    assert.match(await row.innerText(), /running v1\.\d+\.\d+, simulated nodes/);
    await row.hover();
    await window.takePictures('practice-cluster');
  });

  it('adds it to the kubeconfig, after reading what that means', async () => {
    await window.statusItem('Practice cluster (simulated nodes)').click();
    const rows = window.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Add to My Kubeconfig' }).click();
    await window.confirm('Add');
    const file = join(window.host.folder, 'no-kubeconfig');
    await window.page.getByText('works everywhere now').first().waitFor();
    assert.match(await readFile(file, 'utf8'), /current-context: k8s-labs-practice/);
  });

  it('stops it, and sees that too', async () => {
    await window.runCommand('Labs for Kubernetes: Stop the Practice Cluster');
    await window.confirm('Stop');
    await window.treeRow('Practice cluster').filter({ hasText: 'stopped' }).waitFor();
    await window.statusItem('Practice cluster (simulated nodes)').waitFor({ state: 'hidden' });
  });
});
