import assert from 'node:assert/strict';
import { objectState } from '../../../src/core/kubernetes/objectState.ts';

function say(kind: string, more: object): string {
  const { words, mood } = objectState({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'a' },
    ...more,
  });
  return `${words} (${mood})`;
}

const pod = (status: object): string => say('Pod', { status });

describe('The state of an object in a word', () => {
  it('tells of a Pod why it does not run, and how often it started anew', () => {
    assert.equal(pod({}), 'Pending (waiting)');
    const waits = (reason: string) => ({
      phase: 'Pending',
      containerStatuses: [{ state: { waiting: { reason } } }],
    });
    assert.equal(pod(waits('ImagePullBackOff')), 'ImagePullBackOff (bad)');
    assert.equal(pod(waits('ContainerCreating')), 'ContainerCreating (waiting)');
    const running = (ready: boolean, restartCount = 0) => ({
      phase: 'Running',
      containerStatuses: [{ ready, restartCount, state: {} }],
    });
    assert.equal(pod(running(true)), 'Running (good)');
    assert.equal(pod(running(true, 1)), 'Running, 1 restart (good)');
    assert.equal(pod(running(false, 3)), '0 of 1 ready, 3 restarts (waiting)');
    assert.equal(pod({ phase: 'Succeeded' }), 'Completed (good)');
    const ended = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
    assert.equal(
      pod({ phase: 'Failed', containerStatuses: [{ state: ended }] }),
      'OOMKilled (bad)',
    );
  });

  it('counts what is ready', () => {
    const spec = { replicas: 3 };
    assert.equal(
      say('Deployment', { spec, status: { readyReplicas: 2 } }),
      '2 of 3 ready (waiting)',
    );
    assert.equal(say('StatefulSet', { spec, status: { readyReplicas: 3 } }), '3 of 3 ready (good)');
    const status = { desiredNumberScheduled: 2, numberReady: 2 };
    assert.equal(say('DaemonSet', { status }), '2 of 2 ready (good)');
  });

  it('tells of Jobs, Services, claims and what is ending', () => {
    const failed = [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }];
    assert.equal(say('Job', { status: { conditions: failed } }), 'BackoffLimitExceeded (bad)');
    assert.equal(say('Job', { status: { succeeded: 1 } }), '1 succeeded (waiting)');
    const ports = [{ port: 80, targetPort: 'http' }];
    assert.equal(say('Service', { spec: { ports } }), 'ClusterIP 80→http (plain)');
    assert.equal(say('PersistentVolumeClaim', { status: { phase: 'Bound' } }), 'Bound (good)');
    const metadata = { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' };
    assert.equal(say('ConfigMap', { metadata }), 'ending (waiting)');
  });
});
