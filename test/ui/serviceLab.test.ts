import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { limit, type TestCluster, until } from '../support/practiceCluster.ts';
import { useDesk } from '../support/learnersWindow.ts';

// One story in order: a learner goes through the break-fix lab; each test goes on where the last one ended.
describe('A learner and the lab "A Service that finds its Pods"', function () {
  this.bail(true);
  const desk = useDesk({ trusted: true });
  let namespace: string;

  it('finds the lab in the tree, under its course', async () => {
    await desk.window.openLabs();
    await desk.window.treeRow('First steps').waitFor();
    await desk.window.treeRow('A Service that finds its Pods').click();
    await desk.panel.title('A Service that finds its Pods').waitFor();
    await desk.window.takePictures('tree');
  });

  it('starts it, and gets a namespace, files and the first step', async () => {
    await desk.panel.button('Start the Lab').click();
    await desk.panel.title('Nobody answers').waitFor();
    await desk.window.tab('stock.yaml').waitFor();
    const names = await labNamespaces(desk.cluster);
    assert.equal(names.length, 1);
    namespace = names[0] ?? '';
  });

  it('runs the commands of the first step by a click', async () => {
    await desk.panel.runCommand('kubectl apply -f stock.yaml -f service.yaml');
    await desk.window.waitForTerminal('service/stock created');
    await desk.window.takePictures('panel');
  });

  it('answers its question and passes it', async () => {
    await desk.panel.answer('How many Pods', '0');
    await desk.panel.pressCheck();
    await desk.panel.check('Both Pods of Deployment stock are ready', 'pass').waitFor();
    await desk.panel.check('Service stock exists', 'pass').waitFor();
    await desk.panel.goOn('Who is it looking for?');
  });

  it('sees no finding in the broken file before having met the fault', async () => {
    await desk.panel.follow('selector in service.yaml');
    await desk.window.tab('service.yaml').waitFor();
    // The time in which a finding would have come up.
    await desk.window.page.waitForTimeout(2_000);
    assert.equal(await desk.window.squiggles.count(), 0);
  });

  it('is told by the failed check what was expected, what was found, and where to look', async () => {
    await desk.panel.pressCheck();
    const failed = desk.panel.check('Service stock selects the two ready Pods', 'fail');
    await failed.waitFor();
    await desk.window.treeRow('Service stock selects the two ready Pods').waitFor();
    await desk.window.warnings.first().waitFor();
    await desk.panel.button('Check').waitFor();
    await failed.scrollIntoViewIfNeeded();
    await desk.window.takePictures('failing-check');
    const text = await failed.innerText();
    assert.match(text, /Expected/);
    assert.match(text, /app=stok/);
    assert.match(text, /app=stock/);
    assert.match(text, /service\.yaml:8/);
  });

  it('sees the finding now, on the line that the check names, with its quick fix', async () => {
    await desk.panel.button('service.yaml:8').click();
    const openQuickFixes = (): Promise<void> => desk.window.openQuickFixes('stok');
    await desk.window.takePictures('quick-fix', openQuickFixes);
    await openQuickFixes();
    assert.ok(
      (await desk.window.quickFixes.allInnerTexts()).includes(
        'Select the Pods of Deployment stock',
      ),
    );
    await desk.window.page.keyboard.press('Escape');
  });

  it('mends the file in the editor and applies it in the terminal', async () => {
    await desk.window.replaceWord('stok', 'stock');
    await desk.panel.runCommand('kubectl apply -f service.yaml');
    await desk.window.enterInTerminal('kubectl apply -f service.yaml');
    await desk.window.waitForTerminal('service/stock configured');
    const file = await readFile(
      join(desk.window.host.workspace, '1-service-finds-pods', 'service.yaml'),
      'utf8',
    );
    assert.match(file, /app: stock\n {2}ports/);
    await until('the finding to go', async () => (await desk.window.warnings.count()) === 0);
  });

  it('passes the check, which says why', async () => {
    await desk.panel.pressCheck();
    const passed = desk.panel.check('Service stock selects the two ready Pods', 'pass');
    await passed.waitFor();
    await desk.panel.button('Check').waitFor();
    await passed.locator('summary').click();
    await passed.scrollIntoViewIfNeeded();
    await desk.window.takePictures('passing-check');
    assert.match(await passed.innerText(), /EndpointSlice|address|Pod/);
  });

  it('repairs the port', async () => {
    await desk.panel.goOn('Right door, wrong name');
    await desk.panel.follow('port in service.yaml');
    await desk.window.replaceWord('web', 'http');
    await desk.panel.answer('what is port', "The Service's own port");
    await desk.panel.answer('left out', 'The same number as port');
    await desk.panel.runCommand('kubectl apply -f service.yaml');
    await desk.window.enterInTerminal('kubectl apply -f service.yaml');
    await desk.panel.pressCheck();
    await desk.panel.check('A request to stock:8000 gets an answer', 'pass').waitFor();
  });

  it('asks for a third Pod', async () => {
    await desk.panel.goOn('The list keeps itself');
    await desk.panel.runCommand('kubectl scale deployment stock --replicas=3');
    await desk.panel.answer(
      'running but not ready',
      'It leaves this Pod out until it is ready again',
    );
    await desk.panel.pressCheck();
    await desk.panel.check('The Service reaches every one of them', 'pass').waitFor();
  });

  it('asks by name, and finishes the lab', async () => {
    await desk.panel.goOn('Ask by name');
    await desk.panel.follow('the wrong address');
    await desk.window.tab('desk.yaml').waitFor();
    const path = join(desk.window.host.workspace, '1-service-finds-pods', 'desk.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('warehouse:80', 'stock:8000'));
    await desk.panel.runCommand('kubectl apply -f desk.yaml');
    await desk.panel.pressCheck();
    await desk.panel.notice('You have finished this lab.').waitFor();
  });

  it('cleans up, and the namespace is gone', async () => {
    await desk.panel.button('Clean Up').first().click();
    await desk.window.confirm('Clean Up');
    await desk.panel.button('Start the Lab').waitFor({ timeout: 90_000 });
    const ref = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
    assert.equal(await desk.cluster.admin.get(ref, limit()), undefined);
    assert.deepEqual(await labNamespaces(desk.cluster), []);
  });
});

async function labNamespaces({ admin }: TestCluster): Promise<string[]> {
  const query = { apiVersion: 'v1', kind: 'Namespace', labelSelector: 'k8s-labs/lab' };
  return (await admin.list(query, limit())).map(({ metadata }) => metadata.name);
}
