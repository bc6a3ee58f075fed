import assert from 'node:assert/strict';
import { recoverYaml } from '../../../src/adapters/yaml/yamlRecovery.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { LintSession } from '../../../src/core/rules/lintSession.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - { name: c, image: 'nginx:1.29', resources: { requests: { cpu: 1m, memory: 1Mi }, limits: { memory: 1Mi } }, readinessProbe: { tcpSocket: { port: 80 } } }
`;

function newSession(): LintSession {
  const session = new LintSession(() => ({ rules, profile: 'learner' }));
  session.change('w/service.yaml', SERVICE);
  session.change('w/pod.yaml', POD);
  return session;
}

function found(session: LintSession, uri: string): string[] {
  return session.findings(uri).map(({ rule }) => rule);
}

describe('A change of one file', () => {
  it('brings up what it breaks in another', () => {
    const session = newSession();
    const changed = session.change('w/pod.yaml', POD.replace('app: web', 'app: wbe'));
    assert.deepEqual(changed, ['w/pod.yaml', 'w/service.yaml']);
    assert.deepEqual(found(session, 'w/service.yaml'), ['service-no-pods']);
  });

  it('clears what it mends in another', () => {
    const session = newSession();
    session.change('w/pod.yaml', POD.replace('app: web', 'app: wbe'));
    assert.deepEqual(session.change('w/pod.yaml', POD), ['w/pod.yaml', 'w/service.yaml']);
    assert.deepEqual(found(session, 'w/service.yaml'), []);
  });

  it('leaves the others as they were while it cannot be read', () => {
    const session = newSession();
    session.change('w/pod.yaml', POD.replace('app: web', 'app: wbe'));
    const changed = session.change('w/pod.yaml', POD.replace('app: web', 'app: "web'));
    assert.deepEqual(changed, ['w/pod.yaml']);
    assert.deepEqual(found(session, 'w/pod.yaml'), ['yaml-parse']);
    assert.deepEqual(found(session, 'w/service.yaml'), ['service-no-pods']);
  });

  it('that removes the file takes its findings along', () => {
    const session = newSession();
    session.change('w/pod.yaml', POD.replace('nginx:1.29', 'nginx'));
    assert.deepEqual(found(session, 'w/pod.yaml'), ['image-latest']);
    session.remove('w/pod.yaml');
    assert.deepEqual(found(session, 'w/pod.yaml'), []);
  });
});

describe('A broken document', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: @x\n  b: "\\q"\n';

  it('gets its first fault until the recovering parser is there, then all', () => {
    const session = newSession();
    session.change('w/c.yaml', text);
    assert.equal(session.findings('w/c.yaml').length, 1);
    session.useRecovery(recoverYaml);
    session.change('w/c.yaml', text);
    assert.equal(session.findings('w/c.yaml').length, 2);
  });

  it('does not hide the documents beside it', () => {
    const session = newSession();
    session.change('w/c.yaml', `${text}---\n${POD.replace('nginx:1.29', 'nginx')}`);
    assert.deepEqual(found(session, 'w/c.yaml'), ['yaml-parse', 'image-latest']);
  });
});
