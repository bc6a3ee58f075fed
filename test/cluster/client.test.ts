import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import { configMap, deployment, pod, service } from '../support/objects.ts';
import {
  applyAll,
  limit,
  newNamespace,
  sharedCluster,
  type TestCluster,
  until,
} from '../support/practiceCluster.ts';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

describe('Cluster client', function () {
  this.timeout(60_000);
  let cluster: TestCluster;
  let namespace: string;

  before(async () => {
    cluster = await sharedCluster();
    namespace = await newNamespace(cluster.admin);
  });

  it('lists the practice cluster among the contexts, once', async () => {
    const contexts = await cluster.clusters.contexts();
    const practice = contexts.filter(({ isPractice }) => isPractice);
    assert.equal(practice.length, 1);
    assert.equal(practice[0]?.name, cluster.context);
    assert.equal(contexts.filter(({ name }) => name === cluster.context).length, 1);
  });

  it('pins address, certificate authority and cluster', async () => {
    const { pin, hasSimulatedNodes } = cluster.admin;
    const config = load(readFileSync(cluster.kubeconfig, 'utf8')) as {
      clusters: { cluster: Record<string, string> }[];
    };
    const ca = Buffer.from(
      config.clusters[0]?.cluster['certificate-authority-data'] ?? '',
      'base64',
    );
    const namespaceRef = { apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' };
    const kubeSystem = await cluster.admin.get(namespaceRef, limit());
    assert.equal(pin.server, cluster.server);
    assert.equal(pin.caHash, createHash('sha256').update(ca).digest('hex'));
    assert.equal(pin.clusterId, kubeSystem?.metadata.uid);
    assert.equal(hasSimulatedNodes, true);
    const again = await cluster.clusters.reopen(pin, limit());
    assert.deepEqual(again.pin, pin);
  });

  it('tells the version', async () => {
    const { major, minor } = await cluster.admin.version(limit());
    assert.equal(major, 1);
    assert.ok(minor >= 37);
  });

  it('applies, reads and deletes', async () => {
    const ref = { ...CONFIG_MAP, name: 'note', namespace };
    assert.equal(await cluster.admin.get(ref, limit()), undefined);
    const made = await cluster.admin.apply(configMap(namespace, 'note', { a: '1' }), {}, limit());
    assert.ok(made.metadata.uid);
    const changed = await cluster.admin.apply(
      configMap(namespace, 'note', { a: '2' }),
      {},
      limit(),
    );
    assert.equal(changed.metadata.uid, made.metadata.uid);
    assert.deepEqual((await cluster.admin.get(ref, limit()))?.['data'], { a: '2' });
    assert.equal(await cluster.admin.delete(ref, {}, limit()), true);
    assert.equal(await cluster.admin.delete(ref, {}, limit()), false);
  });

  it('deletes only the object of the given UID', async () => {
    const ref = { ...CONFIG_MAP, name: 'kept', namespace };
    await applyAll(cluster.admin, configMap(namespace, 'kept', {}));
    const other = { uid: '00000000-0000-0000-0000-000000000000' };
    assert.equal(await cluster.admin.delete(ref, other, limit()), false);
    assert.ok(await cluster.admin.get(ref, limit()));
  });

  it('changes nothing in a dry run', async () => {
    const tried = configMap(namespace, 'tried', {});
    await cluster.admin.apply(tried, { dryRun: true }, limit());
    assert.equal(
      await cluster.admin.get({ ...CONFIG_MAP, name: 'tried', namespace }, limit()),
      undefined,
    );
  });

  it('applies an object of the cluster whatever namespace it carries', async () => {
    const metadata = { name: `${namespace}-low`, namespace };
    const kind = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' };
    const made = await cluster.admin.apply({ ...kind, metadata, value: 1 }, {}, limit());
    assert.equal(made.metadata.namespace, undefined);
    assert.equal(await cluster.admin.delete({ ...kind, name: metadata.name }, {}, limit()), true);
  });

  it('refuses a misspelt field in the words of the server', async () => {
    const object = { ...configMap(namespace, 'typo', {}), dataa: { a: '1' } };
    await assert.rejects(
      cluster.admin.apply(object, {}, limit()),
      (error: { reason?: string; message: string }) =>
        error.reason === 'cluster-refused' && /dataa/.test(error.message),
    );
  });

  it('lists by label, says of each object what it is, and reads more than a page', async () => {
    const space = await newNamespace(cluster.admin);
    const maps = Array.from({ length: 620 }, (_, index) => configMap(space, `m${index}`, {}));
    const labelled: KubeObject = {
      ...configMap(space, 'labelled', {}),
      metadata: { name: 'labelled', namespace: space, labels: { odd: 'yes' } },
    };
    await Promise.all([...maps, labelled].map((each) => cluster.admin.apply(each, {}, limit())));
    const all = await cluster.admin.list({ ...CONFIG_MAP, namespace: space }, limit());
    // Every namespace has one with the root certificate.
    assert.equal(all.length, 622);
    assert.equal(new Set(all.map(({ metadata }) => metadata.name)).size, 622);
    assert.ok(all.every(({ kind, apiVersion }) => kind === 'ConfigMap' && apiVersion === 'v1'));
    const odd = await cluster.admin.list(
      { ...CONFIG_MAP, namespace: space, labelSelector: 'odd=yes' },
      limit(),
    );
    assert.deepEqual(
      odd.map(({ metadata }) => metadata.name),
      ['labelled'],
    );
  });

  it('says that a kind is not served, and finds it once it is', async () => {
    const kind = { apiVersion: 'shop.example.com/v1', kind: 'Bike' };
    await assert.rejects(cluster.admin.list({ ...kind, namespace }, limit()), {
      reason: 'kind-not-served',
    });
    await applyAll(cluster.admin, BIKES);
    await until('the new kind', async () => {
      const found = await cluster.admin.resource(kind, limit()).catch(() => undefined);
      return found !== undefined;
    });
    assert.deepEqual(await cluster.admin.list({ ...kind, namespace }, limit()), []);
    const { plural, namespaced } = await cluster.admin.resource(kind, limit());
    assert.deepEqual([plural, namespaced], ['bikes', true]);
  });

  it('reads cluster-scoped kinds whatever namespace is named', async () => {
    const nodes = await cluster.admin.list({ apiVersion: 'v1', kind: 'Node', namespace }, limit());
    assert.ok(nodes.length > 0);
  });

  it('asks a Service through the API server, and hears why nobody answers', async () => {
    const target = { kind: 'Service' as const, namespace, name: 'web', port: '8000', path: '/' };
    assert.equal((await cluster.admin.proxy(target, limit())).status, 404);
    await applyAll(cluster.admin, service(namespace, 'web'));
    const alone = await cluster.admin.proxy(target, limit());
    assert.equal(alone.status, 503);
    assert.match(alone.body, /no endpoints available/);
    await applyAll(cluster.admin, deployment(namespace, 'web'));
    await until('an answer', async () => {
      const { status } = await cluster.admin.proxy(target, limit());
      return status === 200;
    });
  });

  it('asks nothing but the Service, wherever the path of a lab leads', async () => {
    const target = { kind: 'Service' as const, namespace, name: 'web', port: '8000' };
    for (const path of [
      '/../../../../kube-system',
      '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/kube-system',
      '//kubernetes.default/api/v1/secrets',
    ]) {
      const { body } = await cluster.admin.proxy({ ...target, path }, limit());
      assert.doesNotMatch(body, /"kind":"(?:Namespace|Secret)/, path);
    }
  });

  it('takes no path for a group and version, and dots for neither', async () => {
    for (const apiVersion of ['../api/v1', 'apps/../v1', 'apps/v1/../../../api/v1', '..']) {
      const kind = { apiVersion, kind: 'Pod' };
      await assert.rejects(cluster.admin.list({ ...kind, namespace }, limit()), {
        reason: 'kind-not-served',
      });
    }
  });

  it('takes no dots for a name', async () => {
    for (const name of ['.', '..']) {
      const reading = cluster.admin.get({ ...CONFIG_MAP, name, namespace }, limit());
      await assert.rejects(reading, { reason: 'cluster-refused' });
      const listing = cluster.admin.list({ ...CONFIG_MAP, namespace: name }, limit());
      await assert.rejects(listing, { reason: 'cluster-refused' });
    }
  });

  it('stops waiting when it is told to', async () => {
    const reason = new Error('no longer wanted');
    await assert.rejects(
      cluster.admin.list({ ...CONFIG_MAP, namespace }, AbortSignal.abort(reason)),
      reason,
    );
  });

  it('needs few connections for many requests', async () => {
    await applyAll(cluster.admin, pod(namespace, 'one'));
    const started = performance.now();
    for (let index = 0; index < 100; index++) {
      await cluster.admin.list({ apiVersion: 'v1', kind: 'Pod', namespace }, limit());
    }
    // A handshake each would take several times as long.
    assert.ok(performance.now() - started < 3_000);
  });
});

const BIKES: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'bikes.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Namespaced',
    names: { plural: 'bikes', singular: 'bike', kind: 'Bike' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    ],
  },
};
