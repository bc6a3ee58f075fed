import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { useDesk } from '../support/learnersWindow.ts';
import { limit } from '../support/practiceCluster.ts';

describe('A learner in Restricted Mode', function () {
  this.bail(true);
  const desk = useDesk({ trusted: false });

  it('reads the text of a lab', async () => {
    await desk.window.openLabs();
    await desk.window.treeRow('First steps').waitFor();
    await desk.window.treeRow('A Service that finds its Pods').click();
    await desk.panel.title('A Service that finds its Pods').waitFor();
    await desk.panel.button('Next').click();
    await desk.panel.title('Nobody answers').waitFor();
    await desk.window.takePictures('restricted-mode');
  });

  it('is told why nothing runs, with a way to change that', async () => {
    await desk.panel.notice('trust').waitFor();
    await desk.panel.button('Manage Trust').first().waitFor();
  });

  it('cannot make anything happen', async () => {
    await desk.panel.runCommand('kubectl apply -f stock.yaml -f service.yaml');
    await desk.window.page.waitForTimeout(2_000); // The time in which something would have happened.
    assert.equal(await desk.window.terminal.count(), 0);
    assert.deepEqual(await readdir(desk.window.host.workspace), []);
    const query = { apiVersion: 'v1', kind: 'Namespace', labelSelector: 'k8s-labs/lab' };
    assert.deepEqual(await desk.cluster.admin.list(query, limit()), []);
  });
});
