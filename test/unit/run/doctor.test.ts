import assert from 'node:assert/strict';
import type { Programs } from '../../../src/core/ports.ts';
import { examine } from '../../../src/core/run/doctor.ts';
import { CONTEXT, NEVER } from '../../support/attempts.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';
import { gone } from '../checks/words.ts';

const programs: Programs = {
  find: async (name) => (name === 'kubectl' ? { version: 'v1.37.0' } : undefined),
  run: async () => ({ code: 0, stdout: '', stderr: '' }),
};

async function look(
  cluster: FakeCluster,
  of: Programs = programs,
): Promise<Record<string, string>> {
  const rows = await examine(CONTEXT, cluster, of, NEVER);
  return Object.fromEntries(rows.map(({ name, state, found }) => [name, `${state}: ${found}`]));
}

function node(name: string, isReady: boolean) {
  const status = { conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, status };
}

describe('The doctor', () => {
  it('says what a cluster is and can do', async () => {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    const cluster = new FakeCluster(
      node('a', true),
      node('b', false),
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'standard', annotations },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'kube-flannel-ds', namespace: 'kube-flannel' },
      },
    );
    cluster.rights.add('me create /namespaces');
    const found = await look(cluster);
    assert.equal(found['Your rights'], 'good: you may create namespaces');
    assert.equal(found['Nodes'], 'good: 1 of 2 ready');
    assert.equal(found['Real containers'], 'good: yes');
    assert.equal(found['Default StorageClass'], 'good: standard');
    assert.equal(found['Metrics'], 'good: served');
    assert.equal(found['Ingress controller'], 'missing: none');
    assert.equal(found['NetworkPolicies enforced'], 'missing: Flannel');
    assert.equal(found['kubectl'], 'good: v1.37.0');
  });

  it('says of a simulated cluster that it is one', async () => {
    const cluster = new FakeCluster(node('a', true));
    cluster.hasSimulatedNodes = true;
    const found = await look(cluster);
    assert.equal(found['Safe to practise on'], 'good: yes');
    assert.equal(found['Real containers'], 'note: no, simulated');
    assert.equal(found['NetworkPolicies enforced'], 'note: no, simulated');
    assert.equal(found['Nodes'], 'good: 1 of 1 ready, simulated');
  });

  it('knows a kubectl that is too far away, or none', async () => {
    const far = { ...programs, find: async () => ({ version: 'v1.30.1' }) };
    assert.equal((await look(new FakeCluster(), far))['kubectl'], 'note: v1.30.1');
    const none = { ...programs, find: async () => undefined };
    assert.equal((await look(new FakeCluster(), none))['kubectl'], 'missing: not on the PATH');
  });

  it('does not know what it cannot read', async () => {
    const found = await look(gone());
    assert.equal(found['Nodes'], 'unknown: could not be read');
    assert.equal(found['Cluster'], 'unknown: could not be read');
  });
});
