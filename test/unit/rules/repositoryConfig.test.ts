import assert from 'node:assert/strict';
import { isExcluded, readConfig } from '../../../src/core/rules/repositoryConfig.ts';

const IDS = ['image-latest', 'service-no-pods'];

describe('The configuration of a repository', () => {
  it('is read', () => {
    const text =
      'profile: review\nkubernetesVersion: "1.36"\nrules:\n  image-latest: off\nexclude: [a/]\n';
    const { config, faults } = readConfig(text, IDS);
    assert.deepEqual(faults, []);
    assert.deepEqual(config, {
      profile: 'review',
      minor: 36,
      rules: { 'image-latest': 'off' },
      exclude: ['a/'],
    });
  });

  it('tells what is wrong with it and keeps the rest', () => {
    const text =
      'profile: strict\nrule: {}\nrules:\n  image-latest: loud\n  service-no-pods: error\n';
    const { config, faults } = readConfig(text, IDS);
    assert.deepEqual(config.rules, { 'service-no-pods': 'error' });
    assert.deepEqual(
      faults.map(({ message }) => message.split(' ').slice(0, 3).join(' ')),
      ['There is no', '"strict" is none', '"loud" is none'],
    );
  });

  it('may be empty or broken', () => {
    assert.deepEqual(readConfig('', IDS).faults, []);
    assert.equal(readConfig('rules: [', IDS).faults.length, 1);
  });

  it('leaves out folders, names and any number of folders between', () => {
    const excluded = (pattern: string, path: string): boolean =>
      isExcluded(path, { exclude: [pattern] });
    assert.ok(excluded('charts/', 'charts/web/a.yaml'));
    assert.ok(excluded('charts', 'charts/a.yaml'));
    assert.ok(!excluded('charts', 'my-charts/a.yaml'));
    assert.ok(excluded('**/gen/*.yaml', 'a/b/gen/c.yaml'));
    assert.ok(excluded('**/gen/*.yaml', 'gen/c.yaml'));
    assert.ok(excluded('*.gen.yaml', 'a.gen.yaml'));
    assert.ok(!excluded('*.gen.yaml', 'a/b.gen.yaml'));
    assert.ok(!excluded('a.yaml', 'aXyaml'));
  });
});
