import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { limit } from '../support/practiceCluster.ts';
import { useDesk } from '../support/learnersWindow.ts';

// Two stories in order: somebody new does two labs with nothing but the panel's words, wrong at first
// in every step that can be done wrong.
describe('A newcomer with the lab "Is this a safe place to practise?"', function () {
  this.bail(true);
  const desk = useDesk({ trusted: true });

  /** Changes a word in a file of the learner's, as typing and saving does. */
  async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const path = join(desk.window.host.workspace, '0-environment-check', file);
    const text = await readFile(path, 'utf8');
    assert.match(text, from instanceof RegExp ? from : new RegExp(from));
    await writeFile(path, text.replace(from, to));
  }

  it('finds it by a word, and reads what it is about', async () => {
    await desk.window.openLabs();
    await desk.window.runCommand('Labs for Kubernetes: Find a Lab...');
    const input = desk.window.page.locator('.quick-input-widget input[type="text"]');
    await input.fill('safe place');
    await desk.window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await desk.window.page.keyboard.press('Enter');
    await desk.panel.title('Is this a safe place to practise?').waitFor();
  });

  it('starts it, checks at once, and is told what the passport says', async () => {
    await desk.panel.button('Start the Lab').click();
    await desk.panel.title('Two programs, two versions').waitFor();
    await desk.panel.pressCheck();
    const failed = desk.panel.check('The passport names the version of the server', 'fail');
    await failed.waitFor();
    assert.match(await failed.innerText(), /The passport says v0\.0/);
    await desk.panel.button('passport.yaml:6').waitFor();
  });

  it('writes the right version in the editor, and the check turns green by itself', async () => {
    const { major, minor } = await desk.cluster.admin.version(limit());
    await desk.panel.follow('passport');
    await desk.window.tab('passport.yaml').waitFor();
    await edit('passport.yaml', 'v0.0', `v${major}.${minor}`);
    await desk.panel.answer('three minor versions older', 'Get a kubectl that is at most');
    await desk.panel.check('The passport names the version of the server', 'pass').waitFor();
  });

  it('hands the passport in unchanged, is refused, and sees the object in the cluster view', async () => {
    await desk.panel.goOn('Where do you stand?');
    await desk.panel.runCommand('kubectl config current-context');
    await desk.window.waitForTerminal('k8s-labs-practice');
    await desk.panel.runCommand('kubectl apply -f passport.yaml');
    await desk.window.enterInTerminal('kubectl apply -f passport.yaml');
    await desk.panel.pressCheck();
    await desk.panel.check('It names the context of this terminal', 'fail').waitFor();
    await desk.window.openView('Cluster');
    await desk.window.treeRow('ConfigMap').first().waitFor();
    await desk.window.takePictures('cluster-view');
  });

  it('takes a hint, mends it, and applies it again', async () => {
    await desk.panel.button('Show a Hint').click();
    await desk.panel.content.filter({ hasText: 'A context has a name' }).waitFor();
    await edit('passport.yaml', 'nobody-knows', 'k8s-labs-practice');
    await desk.panel.runCommand('kubectl apply -f passport.yaml');
    await desk.window.enterInTerminal('kubectl apply -f passport.yaml');
    await desk.panel.check('It names the context of this terminal', 'pass').waitFor();
  });

  it('answers a question by typing, and keeps a note', async () => {
    await desk.panel.goOn('What is on offer');
    await desk.panel.answer('What is the one of', 'cm');
    await desk.panel.pressCheck();
    await desk.panel.check('NetworkPolicies are served', 'pass').waitFor();
    await desk.panel.keepNote('cm is short for ConfigMap');
    await desk.window.takePictures('note');
  });

  it('misreads the error at the closed door first', async () => {
    await desk.panel.goOn('A closed door');
    await edit('passport.yaml', 'closed or open', 'unauthorized');
    await desk.panel.pressCheck();
    await desk.panel.check('The passport has the word of the error', 'fail').waitFor();
    await desk.panel.runCommand('kubectl get namespaces');
    await desk.window.waitForTerminal('refused');
    await edit('passport.yaml', 'unauthorized', 'refused');
    await desk.panel.answer('this error tell you', 'Nothing listens at that address');
    await desk.panel.pressCheck();
    await desk.panel.check('The passport has the word of the error', 'pass').waitFor();
  });

  it('says no first, is told what that means, then yes, and is done', async () => {
    await desk.panel.goOn('Is it safe?');
    await desk.panel.button('No').click();
    const safe = 'Nobody but you depends on this cluster';
    await desk.panel.check(safe, 'fail').waitFor();
    assert.match(await desk.panel.check(safe, 'fail').innerText(), /Then stop here/);
    await desk.panel.button('Yes').click();
    await desk.panel.check(safe, 'pass').waitFor();
    await desk.panel.notice('You have finished this lab').waitFor();
    await desk.window.takePictures('finished');
  });

  it('has kept the note, and cleans up', async () => {
    await desk.panel.button('Clean Up').first().click();
    await desk.window.confirm('Clean Up');
    await desk.panel.button('Start the Lab').waitFor({ timeout: 90_000 });
    await desk.window.treeRow('Is this a safe place').filter({ hasText: 'finished' }).waitFor();
  });
});

describe('A newcomer with the lab "Who may knock where"', function () {
  this.bail(true);
  const desk = useDesk({ trusted: true });

  const path = (file: string): string => join(desk.window.host.workspace, '6-network-policy', file);

  async function apply(file: string): Promise<void> {
    await desk.panel.runCommand(`kubectl apply -f ${file}`);
    await desk.window.enterInTerminal(`kubectl apply -f ${file}`);
  }

  it('is refused by the server, reads it, and shuts every door', async () => {
    await desk.window.openLabs();
    await desk.window.treeRow('Who may knock where').click();
    await desk.panel.title('Who may knock where').waitFor();
    await desk.panel.button('Start the Lab').click();
    await desk.panel.title('Shut every door').waitFor();
    await desk.panel.runCommand('kubectl apply -f rooms.yaml');
    await desk.window.waitForTerminal('pod/guest created');
    await apply('deny.yaml');
    await desk.window.waitForTerminal('Unsupported value');
    await desk.panel.pressCheck();
    await desk.panel.check('guest does not get into stock', 'fail').waitFor();
    await desk.panel.follow('shut their doors');
    await desk.window.tab('deny.yaml').waitFor();
    await desk.window.replaceWord('ingress', 'Ingress');
    await apply('deny.yaml');
    await desk.panel.check('guest does not get into stock', 'pass').waitFor();
    await desk.panel.answer('Who can reach its Pods', 'Every Pod of the cluster');
  });

  it('opens a door too wide, is told who gets in, and mends it', async () => {
    await desk.panel.goOn('A dash too many');
    await desk.panel.runCommand('kubectl apply -f allow.yaml');
    await desk.window.waitForTerminal('stock-from-web created');
    await desk.panel.pressCheck();
    const guest = desk.panel.check('guest does not', 'fail');
    await guest.waitFor();
    assert.match(await guest.innerText(), /let through by NetworkPolicy\/stock-from-web/);
    await guest.scrollIntoViewIfNeeded();
    await desk.window.takePictures('network-policy');
    const text = await readFile(path('allow.yaml'), 'utf8');
    await writeFile(path('allow.yaml'), text.replace('        - namespaceSelector: {}\n', ''));
    await desk.panel.runCommand('kubectl apply -f allow.yaml');
    await desk.window.waitForTerminal('stock-from-web configured');
    await desk.panel.check('guest does not', 'pass').waitFor();
    await desk.panel.answer('Who is let in', 'Whoever fits either of them');
  });

  it('restricts it to one port', async () => {
    await desk.panel.goOn('One door, one lock');
    await desk.panel.pressCheck();
    await desk.panel.check('And on no other', 'fail').waitFor();
    const text = await readFile(path('allow.yaml'), 'utf8');
    const ports = '      ports:\n        - protocol: TCP\n          port: 80\n';
    await writeFile(path('allow.yaml'), `${text.trimEnd()}\n${ports}`);
    await apply('allow.yaml');
    await desk.panel.check('By TCP only', 'pass').waitFor();
  });

  it('takes "or" for "and" first, then lets in the branch, and is done', async () => {
    await desk.panel.goOn('The other branch');
    const text = await readFile(path('allow.yaml'), 'utf8');
    const team =
      '        - namespaceSelector:\n            matchLabels:\n              team: branch\n';
    const pods = 'podSelector:\n            matchLabels:\n              app: web\n';
    const withPeer = (peer: string): string => text.replace('      ports:', `${peer}      ports:`);
    await writeFile(path('allow.yaml'), withPeer(`${team}        - ${pods}`));
    await apply('allow.yaml');
    await desk.panel.pressCheck();
    await desk.panel.check('Another Pod of team branch does not', 'fail').waitFor();
    await writeFile(path('allow.yaml'), withPeer(`${team}          ${pods}`));
    await apply('allow.yaml');
    await desk.panel.check('Another Pod of team branch does not', 'pass').waitFor();
    await desk.panel.notice('You have finished this lab').waitFor();
  });
});
