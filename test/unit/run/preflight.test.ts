import assert from 'node:assert/strict';
import { LabError } from '../../../src/core/errors.ts';
import type { Programs } from '../../../src/core/ports.ts';
import { preflight, rightsOf } from '../../../src/core/run/preflight.ts';
import { attemptsAt, labPage, NEVER, stepPage } from '../../support/attempts.ts';

const NO_PROGRAMS: Programs = {
  find: async () => undefined,
  run: async () => ({ code: 0, stdout: '', stderr: '' }),
};

const CHECKS = [
  'checks:',
  '  - { id: a, title: A, type: exists, target: { kind: NetworkPolicy, name: a } }',
  '  - { id: b, title: B, type: exists, target: { kind: Node } }',
  '  - { id: c, title: C, type: log, target: { name: c }, contains: x }',
  '  - { id: d, title: D, type: can-i, verb: get, resource: pods, user: ada }',
  '  - { id: e, title: E, type: http, service: web, port: 80 }',
];

describe('The look before a lab starts', () => {
  const pages = (...lines: string[]) => ({
    'lab.md': labPage(...lines),
    'steps/10-a.md': stepPage('A', CHECKS),
  });

  it('asks for exactly the rights that the lab needs', async () => {
    const { lab } = await attemptsAt(pages('isolation: { quota: small }'));
    const asked = rightsOf(lab).map(({ verb, group, resource, subresource, namespace }) =>
      [verb, group, resource, subresource, namespace === undefined ? '*' : ''].join(' ').trim(),
    );
    assert.deepEqual(asked.toSorted(), [
      'create  namespaces  *',
      'create authorization.k8s.io subjectaccessreviews  *',
      'get  pods log',
      'get  services proxy',
      'list  nodes  *',
      'list  pods',
      'list  services',
      'list networking.k8s.io networkpolicies',
      'patch  resourcequotas',
    ]);
  });

  it('says what is missing and who could give it', async () => {
    const { lab, cluster } = await attemptsAt(pages());
    const missing = await preflight(lab, cluster, NO_PROGRAMS, NEVER);
    assert.ok(missing.some(({ what }) => what === 'list nodes (in the whole cluster)'));
    assert.ok(missing.every(({ remedy }) => remedy !== ''));
    for (const { verb, group, resource, subresource } of rightsOf(lab)) {
      const what = subresource === undefined ? resource : `${resource}/${subresource}`;
      cluster.rights.add(`me ${verb} ${group}/${what}`);
    }
    assert.deepEqual(await preflight(lab, cluster, NO_PROGRAMS, NEVER), []);
  });

  it('looks at versions, kinds, nodes and tools', async () => {
    const { lab, cluster } = await attemptsAt(
      pages(
        'kubernetes: ">=1.40"',
        'requires:',
        '  tools: [{ name: helm, version: ">=3", why: it installs charts }, { name: git, why: it clones }]',
        '  apis: [example.com/v1/Bike]',
        '  nodes: 3',
      ),
    );
    const programs = {
      ...NO_PROGRAMS,
      find: async (name: string) => (name === 'helm' ? { version: 'v2.17.0' } : undefined),
    };
    const missing = await preflight(lab, cluster, programs, NEVER);
    const others = missing.filter(({ kind }) => kind !== 'right').map(({ what }) => what);
    assert.deepEqual(others.toSorted(), [
      '3 nodes; there are 0',
      'Kubernetes >=1.40; this is v1.37.2',
      'example.com/v1/Bike',
      'git',
      'helm >=3; this is v2.17.0',
    ]);
  });

  it('reports nothing that it could not ask', async () => {
    const { lab, cluster } = await attemptsAt(pages());
    cluster.failure = new LabError('cluster-unreachable', 'It is gone.');
    assert.deepEqual(await preflight(lab, cluster, NO_PROGRAMS, NEVER), []);
  });
});
