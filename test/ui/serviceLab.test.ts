import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PanelDriver } from '../support/panelDriver.ts';
import { limit, startTestCluster, until, type TestCluster } from '../support/practiceCluster.ts';
import { openLearnersWindow } from '../support/learnersWindow.ts';
import type { VscodeDriver } from '../support/vscodeDriver.ts';

// One story in order: a learner goes through the break-fix lab; each test goes on where the last one ended.
describe('A learner and the lab "A Service that finds its Pods"', function () {
  this.bail(true);
  let window: VscodeDriver;
  let panel: PanelDriver;
  let cluster: TestCluster;
  let namespace: string;

  before(async () => {
    window = await openLearnersWindow({ trusted: true });
    panel = window.panel;
    // The window looks for the practice cluster in its state folder, as after `npm start`.
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

  it('finds the lab in the tree, under its course', async () => {
    await window.openLabs();
    await window.treeRow('First steps').waitFor();
    await window.treeRow('A Service that finds its Pods').click();
    await panel.title('A Service that finds its Pods').waitFor();
    await window.takePictures('tree');
  });

  it('starts it, and gets a namespace, files and the first step', async () => {
    await panel.button('Start the Lab').click();
    await panel.title('Nobody answers').waitFor();
    await window.tab('stock.yaml').waitFor();
    const names = await labNamespaces(cluster);
    assert.equal(names.length, 1);
    namespace = names[0] ?? '';
  });

  it('runs the commands of the first step by a click', async () => {
    await panel.runCommand('kubectl apply -f stock.yaml -f service.yaml');
    await window.waitForTerminal('service/stock created');
    await window.takePictures('panel');
  });

  it('answers its question and passes it', async () => {
    await panel.answer('How many Pods', '0');
    await panel.pressCheck();
    await panel.check('Both Pods of Deployment stock are ready', 'pass').waitFor();
    await panel.check('Service stock exists', 'pass').waitFor();
    await panel.goOn('Who is it looking for?');
  });

  it('sees no finding in the broken file before having met the fault', async () => {
    await panel.follow('selector in service.yaml');
    await window.tab('service.yaml').waitFor();
    // The time in which a finding would have come up.
    await window.page.waitForTimeout(2_000);
    assert.equal(await window.squiggles.count(), 0);
  });

  it('is told by the failed check what was expected, what was found, and where to look', async () => {
    await panel.pressCheck();
    const failed = panel.check('Service stock selects the two ready Pods', 'fail');
    await failed.waitFor();
    await window.treeRow('Service stock selects the two ready Pods').waitFor();
    await window.warnings.first().waitFor();
    await panel.button('Check').waitFor();
    await failed.scrollIntoViewIfNeeded();
    await window.takePictures('failing-check');
    const text = await failed.innerText();
    assert.match(text, /Expected/);
    assert.match(text, /app=stok/);
    assert.match(text, /app=stock/);
    assert.match(text, /service\.yaml:8/);
  });

  it('sees the finding now, on the line that the check names, with its quick fix', async () => {
    await panel.button('service.yaml:8').click();
    const openQuickFixes = (): Promise<void> => window.openQuickFixes('stok');
    await window.takePictures('quick-fix', openQuickFixes);
    await openQuickFixes();
    assert.ok(
      (await window.quickFixes.allInnerTexts()).includes('Select the Pods of Deployment stock'),
    );
    await window.page.keyboard.press('Escape');
  });

  it('mends the file in the editor and applies it in the terminal', async () => {
    await window.replaceWord('stok', 'stock');
    await panel.runCommand('kubectl apply -f service.yaml');
    await window.enterInTerminal('kubectl apply -f service.yaml');
    await window.waitForTerminal('service/stock configured');
    const file = await readFile(
      join(window.host.workspace, '1-service-finds-pods', 'service.yaml'),
      'utf8',
    );
    assert.match(file, /app: stock\n {2}ports/);
    await until('the finding to go', async () => (await window.warnings.count()) === 0);
  });

  it('passes the check, which says why', async () => {
    await panel.pressCheck();
    const passed = panel.check('Service stock selects the two ready Pods', 'pass');
    await passed.waitFor();
    await panel.button('Check').waitFor();
    await passed.locator('summary').click();
    await passed.scrollIntoViewIfNeeded();
    await window.takePictures('passing-check');
    assert.match(await passed.innerText(), /EndpointSlice|address|Pod/);
  });

  it('repairs the port', async () => {
    await panel.goOn('Right door, wrong name');
    await panel.follow('port in service.yaml');
    await window.replaceWord('web', 'http');
    await panel.answer('what is port', "The Service's own port");
    await panel.answer('left out', 'The same number as port');
    await panel.runCommand('kubectl apply -f service.yaml');
    await window.enterInTerminal('kubectl apply -f service.yaml');
    await panel.pressCheck();
    await panel.check('A request to stock:8000 gets an answer', 'pass').waitFor();
  });

  it('finishes the lab, which says what needs real containers', async () => {
    await panel.goOn('The list keeps itself');
    await panel.runCommand('kubectl scale deployment stock --replicas=3');
    await panel.answer('running but not ready', 'It leaves this Pod out until it is ready again');
    await panel.pressCheck();
    await panel.notice('You have finished this lab; steps that need real containers: 1').waitFor();
  });

  it('cleans up, and the namespace is gone', async () => {
    await panel.button('Clean Up').first().click();
    await window.confirm('Clean Up');
    await panel.button('Start the Lab').waitFor({ timeout: 90_000 });
    const ref = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
    assert.equal(await cluster.admin.get(ref, limit()), undefined);
    assert.deepEqual(await labNamespaces(cluster), []);
  });
});

async function labNamespaces({ admin }: TestCluster): Promise<string[]> {
  const query = { apiVersion: 'v1', kind: 'Namespace', labelSelector: 'k8s-labs/lab' };
  return (await admin.list(query, limit())).map(({ metadata }) => metadata.name);
}
