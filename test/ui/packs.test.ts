import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { openLearnersWindow } from '../support/learnersWindow.ts';
import type { VscodeDriver } from '../support/vscodeDriver.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

describe('Labs that somebody hands out', function () {
  this.timeout(120_000);
  let folder: string;
  let window: VscodeDriver;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'k8s-labs-packs-'));
    const cli = (...args: readonly string[]) =>
      promisify(execFile)(process.execPath, [CLI, ...args], { cwd: folder });
    await cli('new', 'course', 'ship-yard');
    await cli('pack', 'ship-yard', '--publisher', 'school', '--untested', '--out', 'good.vsix');
    await cli('new', 'lab', 'trojan-horse');
    await cli('pack', 'trojan-horse', '--publisher', 'troy', '--untested', '--out', 'plain.vsix');
    await writeFile(join(folder, 'bad.vsix'), await withCode(join(folder, 'plain.vsix')));
    const others = [join(folder, 'good.vsix'), join(folder, 'bad.vsix')];
    window = await openLearnersWindow({ trusted: true, others });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await window.takeFailurePicture(this.currentTest.title);
  });

  after(async () => {
    await window.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('appear in the tree beside ours, and can be read', async () => {
    await window.openLabs();
    await window.treeRow('Ship yard').waitFor();
    await window.treeRow('First lab').click();
    await window.panel.title('First lab').waitFor();
  });

  it('say who made them', async () => {
    // The pointer is still where it clicked, and only a pointer that comes is told anything.
    await window.panel.title('First lab').hover();
    await window.treeRow('First lab').hover();
    const hover = window.page.locator('.monaco-hover', { hasText: /by\sschool/ });
    await hover.filter({ hasText: /Ship\syard\s1\.0\.0.*not\stested\sbefore/ }).waitFor();
  });

  it('are refused with the reason when they carry code', async () => {
    const reason = 'The pack troy.trojan-horse carries code ("main"), and labs need none.';
    await window.page.getByText(reason).first().waitFor();
    const rows = await window.page.getByText('Trojan horse', { exact: true }).count();
    if (rows > 0) throw new Error('The labs of the refused pack are shown.');
  });
});

/** The same archive with a program that the editor would start. */
async function withCode(vsix: string): Promise<Uint8Array> {
  const files = unzipSync(await readFile(vsix));
  const path = 'extension/package.json';
  const manifest = JSON.parse(strFromU8(files[path] ?? new Uint8Array())) as object;
  const changed = { ...manifest, main: './run.js', activationEvents: ['onStartupFinished'] };
  return zipSync({
    ...files,
    [path]: strToU8(JSON.stringify(changed)),
    'extension/run.js': strToU8('exports.activate = () => undefined;\n'),
  });
}
