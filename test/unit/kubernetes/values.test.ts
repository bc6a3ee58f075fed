import assert from 'node:assert/strict';
import { parseDurationMs } from '../../../src/core/kubernetes/duration.ts';
import { normalImage } from '../../../src/core/kubernetes/imageReference.ts';
import { isClusterScoped, objectKind } from '../../../src/core/kubernetes/kinds.ts';
import { parseQuantity } from '../../../src/core/kubernetes/quantity.ts';
import { HIDDEN, redactText, shownValue } from '../../../src/core/kubernetes/redact.ts';

describe('Quantities', () => {
  for (const [one, other] of [
    ['500m', '0.5'],
    ['1Gi', '1024Mi'],
    ['1Ki', '1024'],
    ['1k', '1000'],
    ['1e3', '1k'],
    ['1E3', '1000'],
    ['1E', '1000P'],
    ['1.5Gi', '1536Mi'],
    ['100u', '0.0001'],
    ['1000n', '1u'],
    ['+1', '1'],
    ['.5', '500m'],
    ['1.', '1'],
    ['-0.5', '-500m'],
    ['0', '0Gi'],
    ['0.1', '100m'],
    ['9007199254740993', '9007199254740993.0'],
    ['1e-3', '1m'],
  ] as const) {
    it(`${one} is ${other}`, () => {
      assert.notEqual(parseQuantity(one), undefined);
      assert.equal(parseQuantity(one), parseQuantity(other));
    });
  }

  for (const [less, more] of [
    ['999m', '1'],
    ['1G', '1Gi'],
    ['9007199254740992', '9007199254740993'],
    ['8Ei', '9Ei'],
    ['-1', '0'],
    ['1m', '1.001m'],
  ] as const) {
    it(`${less} is less than ${more}`, () => {
      assert.ok((parseQuantity(less) ?? 0n) < (parseQuantity(more) ?? 0n));
    });
  }

  for (const text of [
    '',
    ' ',
    'm',
    '.',
    '1gb',
    '1 Gi',
    '1GI',
    '1ki',
    '1..5',
    '1e',
    '1e3Gi',
    'Gi',
    '--1',
    '0x10',
    '1mi',
    'Infinity',
    '1e999999999',
  ]) {
    it(`"${text}" is none`, () => {
      // "1e" is an exponent without a number; "1E" would be the suffix.
      assert.equal(parseQuantity(text), undefined);
    });
  }
});

describe('Durations', () => {
  for (const [text, ms] of [
    ['5s', 5_000],
    ['500ms', 500],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['0s', 0],
    ['720h0m0s', 2_592_000_000],
    ['', undefined],
    ['5', undefined],
    ['s', undefined],
    ['-5s', undefined],
    ['5 s', undefined],
    ['5d', undefined],
  ] as const) {
    it(`"${text}" is ${ms === undefined ? 'none' : `${ms} ms`}`, () => {
      assert.equal(parseDurationMs(text), ms);
    });
  }
});

describe('Image names', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  for (const [image, normal] of [
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['library/nginx', 'docker.io/library/nginx:latest'],
    ['docker.io/nginx', 'docker.io/library/nginx:latest'],
    ['index.docker.io/library/nginx:latest', 'docker.io/library/nginx:latest'],
    ['shop/web:1', 'docker.io/shop/web:1'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
    ['localhost/web', 'localhost/web:latest'],
    ['localhost:5000/web', 'localhost:5000/web:latest'],
    ['myhost:5000/a/b:2', 'myhost:5000/a/b:2'],
    [`nginx@${digest}`, `docker.io/library/nginx@${digest}`],
    [`nginx:1.27@${digest}`, `docker.io/library/nginx:1.27@${digest}`],
  ] as const) {
    it(`${image} is ${normal}`, () => {
      assert.equal(normalImage(image), normal);
    });
  }
});

describe('Well-known kinds', () => {
  for (const [kind, apiVersion, scope] of [
    ['Pod', 'v1', 'namespace'],
    ['Namespace', 'v1', 'cluster'],
    ['Node', 'v1', 'cluster'],
    ['Deployment', 'apps/v1', 'namespace'],
    ['DaemonSet', 'apps/v1', 'namespace'],
    ['StatefulSet', 'apps/v1', 'namespace'],
    ['Job', 'batch/v1', 'namespace'],
    ['CronJob', 'batch/v1', 'namespace'],
    ['Ingress', 'networking.k8s.io/v1', 'namespace'],
    ['NetworkPolicy', 'networking.k8s.io/v1', 'namespace'],
    ['PodDisruptionBudget', 'policy/v1', 'namespace'],
    ['HorizontalPodAutoscaler', 'autoscaling/v2', 'namespace'],
    ['EndpointSlice', 'discovery.k8s.io/v1', 'namespace'],
    ['ClusterRole', 'rbac.authorization.k8s.io/v1', 'cluster'],
    ['RoleBinding', 'rbac.authorization.k8s.io/v1', 'namespace'],
    ['StorageClass', 'storage.k8s.io/v1', 'cluster'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', 'cluster'],
  ] as const) {
    it(`${kind} is meant as ${apiVersion}, in the ${scope}`, () => {
      const found = objectKind(kind);
      assert.deepEqual(found, { apiVersion, kind });
      assert.equal(isClusterScoped(found), scope === 'cluster');
    });
  }

  it('others need their apiVersion', () => {
    assert.equal(objectKind('Bike'), undefined);
    assert.equal(objectKind('constructor'), undefined);
    const bike = { apiVersion: 'shop.example.com/v1', kind: 'Bike' };
    assert.deepEqual(objectKind('Bike', bike.apiVersion), bike);
    assert.equal(isClusterScoped({ apiVersion: 'shop.example.com/v1', kind: 'Node' }), false);
  });
});

describe('Redaction', () => {
  const secret = { kind: 'Secret' };
  it('hides what a Secret holds, and what annotations may repeat of it', () => {
    for (const path of [
      ['data', 'a'],
      ['stringData', 'a'],
      ['data'],
      [],
      ['metadata'],
      ['metadata', 'annotations', 'x'],
    ]) {
      assert.equal(shownValue(secret, path, 'c2VjcmV0'), HIDDEN, path.join('.'));
    }
  });

  it('shows what tells nothing of it', () => {
    assert.equal(shownValue(secret, ['type'], 'Opaque'), 'Opaque');
    assert.equal(shownValue(secret, ['metadata', 'name'], 'db'), 'db');
    assert.equal(shownValue({ kind: 'ConfigMap' }, ['data', 'a'], 'plain'), 'plain');
  });

  for (const [name, text] of [
    ['a JSON Web Token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl'],
    ['a bearer header', 'Authorization: Bearer abc.def-1234567=='],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----'],
    ['a private key that is cut off', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0'],
    ['a password in an address', 'https://admin:c2VjcmV0@db.example.com/'],
  ] as const) {
    it(`takes ${name} out of a text`, () => {
      const shown = redactText(`before ${text} after`);
      assert.match(shown, /^before /);
      assert.ok(shown.includes(HIDDEN), shown);
      assert.doesNotMatch(shown, /c2VjcmV0|eyJzdWI|abc\.def/);
    });
  }

  it('leaves other texts alone', () => {
    const text = 'The bearer of the ring, eyJ and https://kubernetes.io/docs';
    assert.equal(redactText(text), text);
  });
});
