import assert from 'node:assert/strict';
import {
  findFields,
  formatFieldPath,
  parseFieldPath,
} from '../../../src/core/kubernetes/fieldPath.ts';

const POD = {
  metadata: {
    name: 'web',
    labels: { app: 'web', 'app.kubernetes.io/name': 'shop' },
    annotations: { 'a b': 'spaced', "it's": 'quoted' },
  },
  spec: {
    containers: [
      { name: 'web', image: 'nginx', ports: [{ name: 'http', containerPort: 80 }] },
      { name: 'side', image: 'busybox', ports: [] },
      { name: 'last', image: 'busybox' },
    ],
  },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', count: 3 },
      { type: 'Initialized', status: 'False', count: 1 },
    ],
  },
};

function find(text: string): { at: string; value: unknown }[] {
  const path = parseFieldPath(text);
  assert.ok(!('fault' in path), JSON.stringify(path));
  return findFields(POD, path).map(({ value, path: at }) => ({ at: formatFieldPath(at), value }));
}

describe('Field paths of the kubectl dialect', () => {
  const values: readonly [path: string, ...found: unknown[]][] = [
    ['metadata.name', 'web'],
    ['.metadata.name', 'web'],
    ['{.metadata.name}', 'web'],
    ['{ .metadata.name }', 'web'],
    ['$.metadata.name', 'web'],
    [' metadata.name ', 'web'],
    ['metadata.labels.app\\.kubernetes\\.io/name', 'shop'],
    ["metadata.labels['app.kubernetes.io/name']", 'shop'],
    ['metadata.labels["app.kubernetes.io/name"]', 'shop'],
    ["metadata.annotations['a b']", 'spaced'],
    ["metadata.annotations['it\\'s']", 'quoted'],
    ["['metadata']['name']", 'web'],
    ['spec.containers[0].image', 'nginx'],
    ['spec.containers[-1].name', 'last'],
    ['spec.containers[*].name', 'web', 'side', 'last'],
    ['spec.containers[0:2].name', 'web', 'side'],
    ['spec.containers[1:].name', 'side', 'last'],
    ['spec.containers[-2:].name', 'side', 'last'],
    ['spec.containers[:1].name', 'web'],
    ['spec.containers[0].ports[0].containerPort', 80],
    ['metadata.labels.*', 'web', 'shop'],
    ['status.conditions[?(@.type=="Ready")].status', 'True'],
    ["status.conditions[?(@.type=='Ready')].status", 'True'],
    ['status.conditions[?(@.type != "Ready")].type', 'Initialized'],
    ['status.conditions[?(@.count>1)].type', 'Ready'],
    ['status.conditions[?(@.count>=1)].type', 'Ready', 'Initialized'],
    ['status.conditions[?(@.count<2)].type', 'Initialized'],
    ['spec.containers[?(@.ports)].name', 'web', 'side'],
    ['spec.containers[?(@.ports[0].name=="http")].name', 'web'],
    ['{.spec.containers[?(@.name=="side")].image}', 'busybox'],
    ['..containerPort', 80],
    ['spec..name', 'web', 'http', 'side', 'last'],
  ];
  for (const [path, ...found] of values) {
    it(`${path} finds ${found.map((each) => JSON.stringify(each)).join(', ')}`, () => {
      assert.deepEqual(
        find(path).map(({ value }) => value),
        found,
      );
    });
  }

  for (const path of [
    'metadata.namespace',
    'metadata.name.first',
    'spec.containers[3].name',
    'spec.containers[-4].name',
    'spec.containers.name',
    'metadata[0]',
    'metadata.labels.constructor',
    'metadata.labels.__proto__',
    'status.conditions[?(@.type=="Nothing")].status',
  ]) {
    it(`${path} finds nothing`, () => {
      assert.deepEqual(find(path), []);
    });
  }

  it('tells the concrete way to each value', () => {
    assert.deepEqual(
      find('status.conditions[?(@.type=="Initialized")].status').map(({ at }) => at),
      ['status.conditions[1].status'],
    );
    assert.deepEqual(
      find("metadata.labels['app.kubernetes.io/name']").map(({ at }) => at),
      ['metadata.labels.app\\.kubernetes\\.io/name'],
    );
  });

  for (const path of [
    '',
    '   ',
    '{}',
    'spec.',
    'spec[',
    'spec[x]',
    'spec[1',
    'spec.containers[?(@.name==side)]',
    'spec.containers[?(name=="side")]',
    'a b',
    '{range .items[*]}{.metadata.name}{end}',
    '{.metadata.name}{.kind}',
    '{.metadata.name} and {.kind}',
  ]) {
    it(`"${path}" is no path, and it is said why`, () => {
      const parsed = parseFieldPath(path);
      assert.ok('fault' in parsed, JSON.stringify(parsed));
      assert.match(parsed.fault, /\.$/);
    });
  }

  it('says that range is not supported', () => {
    const parsed = parseFieldPath('{range .items[*]}{.metadata.name}{end}');
    assert.ok('fault' in parsed && /range/.test(parsed.fault));
  });

  it('stays quick on a deep and wide value', () => {
    let deep: unknown = 'end';
    for (let depth = 0; depth < 2_000; depth++) deep = { below: deep };
    const path = parseFieldPath('..nothing');
    assert.ok(!('fault' in path));
    assert.deepEqual(findFields(deep, path), []);
  });

  it('reads a long text that is no path in no time', () => {
    const startedAt = performance.now();
    parseFieldPath(`a[?(@.${'b.'.repeat(20_000)}`);
    parseFieldPath(`a[?(${'"'.repeat(20_000)}`);
    assert.ok(performance.now() - startedAt < 1_000);
  });
});
