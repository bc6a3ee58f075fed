import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { useNode } from '../cluster/realNode/shared.ts';
import { applyManifest, type PodStatus } from '../support/manifests.ts';
import { limit } from '../support/practiceCluster.ts';
import { checkOne, newCheck } from '../support/rounds.ts';

const POD = { apiVersion: 'v1', kind: 'Pod' };

const server = (name: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${name} } }
spec:
  containers: [{ name: web, image: "nginx:1.27-alpine", ports: [{ containerPort: 80 }] }]
`;
const client = (name: string, role: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { role: ${role} } }
spec:
  terminationGracePeriodSeconds: 1
  containers: [{ name: sh, image: "busybox:1.36", command: [sleep, "3600"] }]
`;
const policy = (spec: object): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'doors' },
  spec,
});
const db = { matchLabels: { app: 'db' } };
const fromShop = { podSelector: { matchLabels: { role: 'shop' } } };

/** A policy, and who gets to `db` under it: from `shop`, from `guest`. */
const CASES: readonly { says: string; spec: object | undefined; shop: boolean; guest: boolean }[] =
  [
    { says: 'no policy at all', spec: undefined, shop: true, guest: true },
    {
      says: 'a door that is shut',
      spec: { podSelector: db, policyTypes: ['Ingress'] },
      shop: false,
      guest: false,
    },
    {
      says: 'a door for some',
      spec: { podSelector: db, ingress: [{ from: [fromShop] }] },
      shop: true,
      guest: false,
    },
    {
      says: 'a door for some at the wrong port',
      spec: { podSelector: db, ingress: [{ from: [fromShop], ports: [{ port: 5432 }] }] },
      shop: false,
      guest: false,
    },
    {
      says: 'a door for everybody at the right port',
      spec: { podSelector: db, ingress: [{ ports: [{ port: 80 }] }] },
      shop: true,
      guest: true,
    },
    {
      says: 'guests who may not leave',
      spec: {
        podSelector: { matchLabels: { role: 'guest' } },
        policyTypes: ['Egress'],
        egress: [],
      },
      shop: true,
      guest: false,
    },
    {
      says: 'a door for another namespace',
      spec: {
        podSelector: db,
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'nobody' } } }] }],
      },
      shop: false,
      guest: false,
    },
  ];

describe('NetworkPolicies that are kept', function () {
  this.timeout(120_000);
  const pods = [server('db'), client('shop', 'shop'), client('guest', 'guest')];
  const place = useNode(pods.join('---'), ['db', 'shop', 'guest']);

  const pod = async (name: string): Promise<{ status: PodStatus & { podIP: string } }> => {
    const live = await place.node.admin.get({ ...POD, name, namespace: place.namespace }, limit());
    assert.ok(live !== undefined);
    return live as unknown as { status: PodStatus & { podIP: string } };
  };

  /** Whether a connection comes about. */
  const connects = async (from: string): Promise<boolean> => {
    const { podIP } = (await pod('db')).status;
    const command = ['timeout', '2', 'wget', '-qO-', `http://${podIP}/`];
    const answer = await place.node.admin.exec(
      { namespace: place.namespace, pod: from, container: 'sh', command },
      limit(),
    );
    return answer.code === 0;
  };

  for (const { says, spec, ...expected } of CASES) {
    it(`${says}: what is judged is what happens`, async () => {
      const ref = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name: 'doors' };
      await place.node.admin.delete({ ...ref, namespace: place.namespace }, {}, limit());
      if (spec !== undefined) {
        await applyManifest(place.node.admin, place.namespace, JSON.stringify(policy(spec)));
      }
      // The engine hears of it a moment later.
      await sleep(1_000);
      for (const from of ['shop', 'guest'] as const) {
        const fields = { from: { name: from }, to: { name: 'db' }, port: 80 };
        const judged = await checkOne(place.node.admin, place.namespace, newCheck('reach', fields));
        assert.equal(judged.state === 'pass', expected[from], `${from}: ${JSON.stringify(judged)}`);
        assert.equal(await connects(from), expected[from], `${from} really`);
      }
    });
  }
});
