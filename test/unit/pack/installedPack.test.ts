import assert from 'node:assert/strict';
import { readInstalledPack } from '../../../src/core/pack/installedPack.ts';
import { packFiles } from '../../../src/core/pack/packFiles.ts';

const IDENTITY = { publisher: 'me', name: 'labs', version: '1.2.3', title: 'My labs' };

function manifest(
  changes: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const proof = { kubernetes: 'v1.37.2' };
  const text = packFiles(IDENTITY, [], proof).get('extension/package.json') ?? '';
  return { ...(JSON.parse(text) as Record<string, unknown>), ...changes };
}

function refusal(changes: Readonly<Record<string, unknown>>): string {
  const pack = readInstalledPack(manifest(changes));
  return pack !== undefined && 'refused' in pack ? pack.refused : 'taken';
}

describe('An installed pack', () => {
  it('is read as it was made', () => {
    const pack = {
      id: 'me.labs',
      publisher: 'me',
      version: '1.2.3',
      title: 'My labs',
      labs: 'labs',
      isTested: true,
    };
    assert.deepEqual(readInstalledPack(manifest()), pack);
    const untested = { contributes: { k8sLabs: { format: 1, labs: 'labs', proof: 'untested' } } };
    assert.deepEqual(readInstalledPack(manifest(untested)), { ...pack, isTested: false });
  });

  it('is none where an extension says nothing of labs', () => {
    assert.equal(
      readInstalledPack({ name: 'a', main: 'x.js', contributes: { commands: [] } }),
      undefined,
    );
    assert.equal(readInstalledPack({}), undefined);
  });

  it('is refused when it carries code', () => {
    for (const field of ['main', 'browser'])
      assert.match(refusal({ [field]: './run.js' }), /carries code/);
    assert.match(refusal({ activationEvents: ['*'] }), /carries code/);
    assert.match(refusal({ scripts: { 'vscode:uninstall': 'rm -rf /' } }), /carries code/);
    assert.match(refusal({ extensionPack: ['evil.one'] }), /carries code/);
  });

  it('is refused when it changes the editor besides', () => {
    const k8sLabs = { format: 1, labs: 'labs' };
    assert.match(refusal({ contributes: { k8sLabs, terminal: {} } }), /contributes "terminal"/);
  });

  it('is refused when its labs are not in it, or of another format', () => {
    const labs = (path: unknown, format = 1) => ({
      contributes: { k8sLabs: { format, labs: path } },
    });
    for (const path of ['../labs', '/etc', 'a/../../b', 'C:\\labs', 1]) {
      assert.match(refusal(labs(path)), /outside its folder/);
    }
    assert.match(refusal(labs('labs', 2)), /another version/);
  });
});
