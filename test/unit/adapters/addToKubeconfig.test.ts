import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { addToKubeconfig } from '../../../src/adapters/kube/addToKubeconfig.ts';

const OWN = `# mine
apiVersion: v1
kind: Config
current-context: work
preferences: { colors: true }
clusters:
  - { name: work, cluster: { server: "https://work:6443" } }
users:
  - { name: me, user: { token: "0123" } }
contexts:
  - { name: work, context: { cluster: work, user: me, namespace: shop } }
`;

const PRACTICE = `apiVersion: v1
kind: Config
current-context: practice
clusters: [{ name: practice, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: practice-admin, user: { client-key-data: a2V5 } }]
contexts: [{ name: practice, context: { cluster: practice, user: practice-admin } }]
`;

const NOW = new Date('2026-01-02T03:04:05Z');

interface Config {
  readonly 'current-context': string;
  readonly preferences?: object;
  readonly clusters: readonly { name: string; cluster: { server: string } }[];
  readonly users: readonly { name: string; user: { token?: string } }[];
  readonly contexts: readonly { name: string }[];
}

describe('Adding a kubeconfig to one of somebody’s own', () => {
  let folder: string;
  let own: string;
  let practice: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
    own = join(folder, 'config');
    practice = join(folder, 'practice.kubeconfig');
    await writeFile(practice, PRACTICE);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = async (): Promise<Config> => load(await readFile(own, 'utf8')) as Config;
  const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);

  it('keeps everything that was there, the current context too', async () => {
    await writeFile(own, OWN, { mode: 0o600 });
    await addToKubeconfig(own, practice, NOW);
    const config = await read();
    assert.equal(config['current-context'], 'work');
    assert.deepEqual(config.preferences, { colors: true });
    assert.deepEqual(names(config.contexts), ['work', 'practice']);
    assert.deepEqual(names(config.users), ['me', 'practice-admin']);
    assert.equal(config.users[0]?.user.token, '0123');
  });

  it('keeps a copy of the file as it was, and lets nobody else read the new one', async () => {
    await writeFile(own, OWN, { mode: 0o600 });
    const { backup } = await addToKubeconfig(own, practice, NOW);
    assert.equal(backup, `${own}.before-k8s-labs-20260102-030405`);
    assert.equal(await readFile(backup, 'utf8'), OWN);
    assert.equal((await stat(own)).mode & 0o777, 0o600);
    assert.equal((await stat(backup)).mode & 0o777, 0o600);
  });

  it('replaces what it added before', async () => {
    await writeFile(own, OWN);
    await addToKubeconfig(own, practice, NOW);
    await writeFile(practice, PRACTICE.replace('127.0.0.1:1', '127.0.0.1:2'));
    await addToKubeconfig(own, practice, NOW);
    const { clusters } = await read();
    assert.deepEqual(names(clusters), ['work', 'practice']);
    assert.equal(clusters[1]?.cluster.server, 'https://127.0.0.1:2');
  });

  it('makes the file where there is none, with the context as the current one', async () => {
    own = join(folder, 'new', 'config');
    const { backup } = await addToKubeconfig(own, practice, NOW);
    assert.equal(backup, undefined);
    assert.equal((await read())['current-context'], 'practice');
  });

  it('changes what a link leads to', async () => {
    const real = join(folder, 'real');
    await writeFile(real, OWN);
    await symlink(real, own);
    const { file } = await addToKubeconfig(own, practice, NOW);
    assert.equal(file, real);
    assert.match(await readFile(real, 'utf8'), /practice-admin/);
  });

  for (const [what, text] of [
    ['no YAML', 'clusters: [{'],
    ['something else', '- a list'],
    ['entries that are no list', 'clusters: { work: 1 }'],
  ] as const) {
    it(`leaves a file alone that is ${what}, and shows nothing of it`, async () => {
      await writeFile(own, text);
      const error = await addToKubeconfig(own, practice, NOW).then(
        () => assert.fail('It was changed.'),
        (reason: unknown) => reason as Error & { reason: string },
      );
      assert.equal(error.reason, 'kubeconfig-broken');
      assert.doesNotMatch(error.message, /work|a list/);
      assert.equal(await readFile(own, 'utf8'), text);
      assert.deepEqual((await readdir(folder)).toSorted(), ['config', 'practice.kubeconfig']);
    });
  }
});
