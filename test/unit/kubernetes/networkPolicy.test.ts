import assert from 'node:assert/strict';
import { type Endpoint, judgeConnection } from '../../../src/core/kubernetes/networkPolicy.ts';
import type { KubeObject } from '../../../src/core/kubernetes/objects.ts';

const NS = 'shop';

function end(app: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    namespace: NS,
    labels: { app },
    namespaceLabels: { 'kubernetes.io/metadata.name': NS },
    ports: [{ name: 'http', containerPort: 8080 }],
    ...more,
  };
}

function policy(name: string, spec: object): KubeObject {
  const metadata = { name, namespace: NS };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

const web = end('web');
const stock = end('stock');
const guest = end('guest');
const elsewhere = end('web', { namespace: 'other', namespaceLabels: { team: 'blue' } });

function isAllowed(
  policies: readonly KubeObject[],
  from: Endpoint,
  to: Endpoint,
  port = 80,
): boolean {
  return judgeConnection(policies, { from, to, port, protocol: 'TCP' }).isAllowed;
}

const app = (name: string) => ({ matchLabels: { app: name } });
const denyAll = policy('deny', { podSelector: {}, policyTypes: ['Ingress'] });

describe('NetworkPolicies', () => {
  it('leave a Pod open that none of them selects', () => {
    assert.equal(isAllowed([], guest, stock), true);
    const other = policy('other', { podSelector: app('till') });
    assert.equal(isAllowed([other], guest, stock), true);
  });

  it('shut out whom no rule lets in, and name who did', () => {
    const verdict = judgeConnection([denyAll], { from: web, to: stock, port: 80, protocol: 'TCP' });
    assert.deepEqual(verdict, { isAllowed: false, by: ['deny'], side: 'ingress' });
  });

  it('add up: what one of them allows is allowed', () => {
    const allow = policy('allow', {
      podSelector: app('stock'),
      ingress: [{ from: [{ podSelector: app('web') }] }],
    });
    assert.equal(isAllowed([denyAll, allow], web, stock), true);
    assert.equal(isAllowed([denyAll, allow], guest, stock), false);
    assert.equal(isAllowed([denyAll, allow], elsewhere, stock), false);
  });

  it('tell two peers from one peer with two selectors', () => {
    const two = [{ namespaceSelector: {} }, { podSelector: app('web') }];
    const one = [{ namespaceSelector: { matchLabels: { team: 'blue' } }, podSelector: app('web') }];
    const withFrom = (from: object[]) => [
      policy('p', { podSelector: app('stock'), ingress: [{ from }] }),
    ];
    assert.equal(isAllowed(withFrom(two), guest, stock), true);
    assert.equal(isAllowed(withFrom(one), guest, stock), false);
    assert.equal(isAllowed(withFrom(one), web, stock), false);
    assert.equal(isAllowed(withFrom(one), elsewhere, stock), true);
  });

  it('mean everybody by an empty list of peers', () => {
    const everybody = policy('p', { podSelector: app('stock'), ingress: [{ from: [] }] });
    assert.equal(isAllowed([denyAll, everybody], guest, stock), true);
  });

  it('know ports by number, range and name, and protocols', () => {
    const withPorts = (ports: object[]) => [
      policy('p', { podSelector: app('stock'), ingress: [{ ports }] }),
    ];
    assert.equal(isAllowed(withPorts([{ port: 80 }]), web, stock, 80), true);
    assert.equal(isAllowed(withPorts([{ port: 80 }]), web, stock, 443), false);
    assert.equal(isAllowed(withPorts([{ port: 80, endPort: 90 }]), web, stock, 85), true);
    assert.equal(isAllowed(withPorts([{ port: 'http' }]), web, stock, 8080), true);
    assert.equal(isAllowed(withPorts([{ port: 'http' }]), web, stock, 80), false);
    assert.equal(isAllowed(withPorts([{ port: 80, protocol: 'UDP' }]), web, stock, 80), false);
  });

  it('hold what goes out back as well', () => {
    const noWay = policy('out', { podSelector: app('web'), policyTypes: ['Egress'] });
    const verdict = judgeConnection([noWay], { from: web, to: stock, port: 80, protocol: 'TCP' });
    assert.deepEqual(verdict, { isAllowed: false, by: ['out'], side: 'egress' });
    const some = policy('some', {
      podSelector: app('web'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: app('stock') }] }],
    });
    assert.equal(isAllowed([noWay, some], web, stock), true);
    assert.equal(isAllowed([noWay, some], web, guest), false);
  });

  it('are about what goes out where they have rules for it and name no types', () => {
    const implied = policy('p', { podSelector: app('web'), egress: [] });
    assert.equal(isAllowed([implied], web, stock), false);
    assert.equal(isAllowed([implied], guest, web), false);
  });

  it('know blocks of addresses and their exceptions', () => {
    const ipBlock = { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] };
    const block = policy('p', { podSelector: app('stock'), ingress: [{ from: [{ ipBlock }] }] });
    assert.equal(isAllowed([block], end('a', { ip: '10.2.0.7' }), stock), true);
    assert.equal(isAllowed([block], end('a', { ip: '10.1.0.7' }), stock), false);
    assert.equal(isAllowed([block], end('a', { ip: 'fd00::7' }), stock), false);
    assert.equal(isAllowed([block], end('a'), stock), false);
  });

  it('choose by expressions too', () => {
    const matchExpressions = [{ key: 'app', operator: 'NotIn', values: ['web', 'stock'] }];
    const rest = policy('p', { podSelector: { matchExpressions } });
    assert.equal(isAllowed([rest], web, guest), false);
    assert.equal(isAllowed([rest], guest, stock), true);
  });
});
