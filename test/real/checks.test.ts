import assert from 'node:assert/strict';
import type { CheckResult } from '../../src/core/checks/result.ts';
import { useNode } from '../cluster/realNode/shared.ts';
import { until } from '../support/practiceCluster.ts';
import { checkOne, newCheck } from '../support/rounds.ts';

const OBJECTS = `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  containers:
    - { name: web, image: "nginx:1.27-alpine", ports: [{ name: http, containerPort: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 8080, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: nobody }
spec: { selector: { app: nobody }, ports: [{ port: 8080 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: talker }
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - { name: sh, image: "busybox:1.36", command: [sh, -c, "echo $((6*7)) bikes; sleep 3600"] }
---
apiVersion: v1
kind: Pod
metadata: { name: crash }
spec:
  containers:
    - { name: sh, image: "busybox:1.36", command: [sh, -c, "echo out of tea >&2; exit 3"] }
---
apiVersion: v1
kind: Pod
metadata: { name: misspelt }
spec: { containers: [{ name: web, image: "ngnix:1.27" }] }
`;

const talker = { kind: 'Pod', name: 'talker' };

/** Checks whose answer comes out of a container: what passes, what fails and what it found. */
const CASES: readonly { type: string; pass: object; fail: object; found: RegExp }[] = [
  {
    type: 'log',
    pass: { target: talker, matches: '^42 bikes$' },
    fail: { target: talker, contains: '43 bikes' },
    found: /42 bikes/,
  },
  {
    type: 'log',
    pass: { target: { kind: 'Pod', name: 'crash' }, contains: 'out of tea', previous: true },
    fail: { target: { kind: 'Pod', name: 'crash' }, contains: 'out of tea', expect: false },
    found: /out of tea/,
  },
  {
    type: 'exec',
    pass: { target: talker, command: ['sh', '-c', 'expr 6 "*" 7'], stdoutMatches: '^42$' },
    fail: { target: talker, command: ['sh', '-c', 'echo no tea >&2; exit 4'] },
    found: /exit code 4: no tea/,
  },
  {
    type: 'http',
    pass: { service: 'web', port: 8080, bodyMatches: 'Welcome to nginx' },
    fail: { service: 'web', port: 8080, bodyMatches: 'Welcome to Apache' },
    found: /Welcome to nginx/,
  },
  {
    type: 'http',
    pass: { pod: { name: 'web' }, port: 80, path: '/nowhere', status: 404 },
    fail: { service: 'nobody', port: 8080 },
    found: /503/,
  },
  {
    type: 'http',
    pass: { service: 'nobody', port: 8080, status: 'blocked' },
    fail: { service: 'web', port: 8080, status: 'blocked' },
    found: /200/,
  },
  {
    type: 'restarts',
    pass: { target: { kind: 'Pod', name: 'crash' }, count: '>=1', exitCode: 3 },
    fail: { target: { kind: 'Pod', name: 'crash' }, count: '>=1', exitCode: 4 },
    found: /3/,
  },
  {
    type: 'waiting',
    pass: {
      target: { kind: 'Pod', name: 'misspelt' },
      reason: ['ErrImagePull', 'ImagePullBackOff'],
    },
    fail: { target: { kind: 'Pod', name: 'web' }, reason: 'CrashLoopBackOff' },
    found: /it runs/,
  },
  {
    type: 'event',
    pass: { reason: 'BackOff', type: 'Warning', involved: { kind: 'Pod', name: 'crash' } },
    fail: { reason: 'BackOff', type: 'Warning', count: 0 },
    found: /Back-off restarting/,
  },
];

describe('Checks of real containers', function () {
  this.timeout(120_000);
  const place = useNode(OBJECTS, ['web', 'talker']);

  const check = (type: string, fields: object, timeoutMs = 0): Promise<CheckResult> =>
    checkOne(place.node.admin, place.namespace, newCheck(type, fields, { timeoutMs }));

  for (const [index, { type, pass, fail, found }] of CASES.entries()) {
    it(`${type} (${index + 1}) passes on what is there, and says nothing of a simulation`, async () => {
      const result = await check(type, pass, 30_000);
      assert.equal(result.state, 'pass', JSON.stringify(result));
      assert.doesNotMatch(JSON.stringify(result.evidence), /simulated/);
    });

    it(`${type} (${index + 1}) fails with what the container really said`, async () => {
      const result = await check(type, fail);
      assert.equal(result.state, 'fail', JSON.stringify(result));
      assert.match(result.mismatches[0]?.found ?? '', found);
    });
  }

  it('metric measures what containers really use', async () => {
    const target = { name: 'web' };
    const fields = { target, resource: 'memory', gt: '1Mi' };
    await until('the first figures', async () => {
      return (await check('metric', fields)).state !== 'unable';
    });
    const result = await check('metric', fields);
    assert.equal(result.state, 'pass', JSON.stringify(result));
    assert.doesNotMatch(JSON.stringify(result.evidence), /simulated/);
    const tooMuch = await check('metric', { target, resource: 'memory', gt: '64Gi' });
    assert.equal(tooMuch.state, 'fail', JSON.stringify(tooMuch));
  });
});
