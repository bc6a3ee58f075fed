import assert from 'node:assert/strict';
import { z } from 'zod';
import type { CheckKind } from '../../../src/core/checks/kind.ts';
import { pass } from '../../../src/core/checks/result.ts';
import type { Lab } from '../../../src/core/lab/model.ts';
import { blastRadius } from '../../../src/core/run/blastRadius.ts';

const pods: CheckKind = {
  type: 'pods',
  summary: 'Lists Pods.',
  fields: z.unknown(),
  needs: (check, { namespace }) => [
    {
      read: 'list',
      kind: { apiVersion: 'v1', kind: 'Pod' },
      namespace: check.fields === undefined ? namespace : String(check.fields),
    },
  ],
  evaluate: () => pass(),
};

function labWith(...fields: unknown[]): Lab {
  const step = {
    checks: fields.map((each) => ({ type: 'pods', title: 'Pods', fields: each })),
    files: [{ from: 'manifests/pod.yaml', to: 'pod.yaml' }],
  };
  return {
    steps: [step, step],
    setup: [{ apply: 'manifests/setup.yaml' }],
    variables: {},
    isolation: { cluster: 'any', extraNamespaces: [], clusterScoped: [] },
  } as unknown as Lab;
}

describe('What a lab touches', () => {
  it('is every kind, manifest and file, each once', () => {
    const radius = blastRadius(labWith(undefined, undefined), [pods]);
    assert.deepEqual(radius.reads, ['Pod']);
    assert.deepEqual(radius.applies, ['manifests/setup.yaml']);
    assert.deepEqual(radius.writes, ['pod.yaml']);
    assert.deepEqual(radius.readsElsewhere, []);
  });

  it('names what is read in namespaces of others', () => {
    assert.deepEqual(blastRadius(labWith('kube-system'), [pods]).readsElsewhere, ['Pod']);
  });
});
