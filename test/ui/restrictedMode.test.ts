import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLearnersWindow } from '../support/learnersWindow.ts';
import type { PanelDriver } from '../support/panelDriver.ts';
import { limit, startTestCluster, type TestCluster } from '../support/practiceCluster.ts';
import type { VscodeDriver } from '../support/vscodeDriver.ts';

describe('A learner in Restricted Mode', function () {
  this.bail(true);
  let window: VscodeDriver;
  let panel: PanelDriver;
  let cluster: TestCluster;

  before(async () => {
    window = await openLearnersWindow({ trusted: false });
    panel = window.panel;
    cluster = await startTestCluster(join(window.host.folder, 'state', 'practice'));
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await window.takeFailurePicture(this.currentTest.title);
  });

  after(async () => {
    await window?.close();
    await cluster?.stop();
  });

  it('reads the text of a lab', async () => {
    await window.openLabs();
    await window.treeRow('First steps').waitFor();
    await window.treeRow('A Service that finds its Pods').click();
    await panel.title('A Service that finds its Pods').waitFor();
    await panel.button('Next').click();
    await panel.title('Nobody answers').waitFor();
    await window.takePictures('restricted-mode');
  });

  it('is told why nothing runs, with a way to change that', async () => {
    await panel.notice('trust').waitFor();
    await panel.button('Manage Trust').first().waitFor();
  });

  it('cannot make anything happen', async () => {
    await panel.runCommand('kubectl apply -f stock.yaml -f service.yaml');
    await window.page.waitForTimeout(2_000); // The time in which something would have happened.
    assert.equal(await window.terminal.count(), 0);
    assert.deepEqual(await readdir(window.host.workspace), []);
    const query = { apiVersion: 'v1', kind: 'Namespace', labelSelector: 'k8s-labs/lab' };
    assert.deepEqual(await cluster.admin.list(query, limit()), []);
  });
});
