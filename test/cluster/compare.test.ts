import assert from 'node:assert/strict';
import type { Cluster } from '../../src/core/ports.ts';
import { learnAbout } from '../../src/core/rules/cluster/clusterKnowledge.ts';
import { compareFile } from '../../src/core/rules/cluster/compare.ts';
import { rules } from '../../src/core/rules/index.ts';
import { readSourceFile } from '../../src/core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../../src/core/rules/workspaceIndex.ts';
import { builtInSchema } from '../../src/core/schema/builtIn.ts';
import { applyAll, limit, newNamespace, sharedCluster, until } from '../support/practiceCluster.ts';

const DEPLOYMENT = (selector: string, extra = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: ${selector}
  template:
    metadata:
      labels:
        app: ${selector}
    spec:
${extra}      containers:
        - name: web
          image: nginx:1.29
          envFrom:
            - configMapRef:
                name: settings
`;

describe('Asking a cluster about a manifest', function () {
  this.timeout(60_000);
  let cluster: Cluster;
  let namespace: string;

  before(async () => {
    cluster = (await sharedCluster()).admin;
    namespace = await newNamespace(cluster);
  });

  async function said(text: string): Promise<string[]> {
    const file = readSourceFile('file:///a.yaml', text);
    const index = new WorkspaceIndex();
    index.replace(file);
    const lint = { rules, profile: 'learner' as const };
    const found = await compareFile(file, index, lint, { cluster, namespace, signal: limit() });
    return found.map(({ range, rule }) => `${rule} at "${text.slice(...range)}"`);
  }

  it('says nothing against what the server takes, and changes nothing', async () => {
    assert.deepEqual(await said(DEPLOYMENT('web')), []);
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace };
    assert.equal(await cluster.get(ref, limit()), undefined);
  });

  it('puts what the server says to the field that it names', async () => {
    const text = DEPLOYMENT('web').replace(
      'name: web\n          image',
      'name: Web\n          image',
    );
    assert.deepEqual(await said(text), ['server-dry-run at "Web"']);
  });

  it('knows which fields cannot be changed any more', async () => {
    const file = readSourceFile('file:///a.yaml', DEPLOYMENT('web'));
    const [object] = file.objects;
    assert.ok(object);
    const metadata = { name: 'web', namespace };
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx:1.29' }] },
    };
    const spec = { selector: { matchLabels: { app: 'web' } }, template };
    await applyAll(cluster, { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec });
    assert.deepEqual(await said(DEPLOYMENT('other')), ['immutable-field at "selector"']);
  });

  it('finds in the cluster what the files do not describe', async () => {
    const metadata = { name: 'settings', namespace };
    await applyAll(cluster, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: {} });
    const found = await said(DEPLOYMENT('web'));
    assert.ok(found.includes('cluster-ref-exists at "settings"'), found.join('\n'));
  });

  it('knows kinds that the cluster does not serve', async () => {
    const text = 'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: a\n';
    assert.deepEqual(await said(text), ['cluster-version-api at "example.com/v1"']);
  });

  it('tells when no node has the labels', async () => {
    const text = DEPLOYMENT('web', '      nodeSelector:\n        disktype: floppy\n');
    assert.ok((await said(text)).includes('node-fit at "nodeSelector"'));
  });

  it('brings the trouble of Pods back to their fields', async () => {
    const spec = {
      nodeSelector: { disktype: 'floppy' },
      containers: [{ name: 'web', image: 'nginx:1.29' }],
    };
    await applyAll(cluster, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lost', namespace },
      spec,
    });
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: lost\nspec:\n  nodeSelector:\n    disktype: floppy\n' +
      '  containers:\n    - name: web\n      image: nginx:1.29\n';
    await until('the scheduler', async () =>
      (await said(text)).includes('runtime-hints at "nodeSelector"'),
    );
  });

  it('learns what there is to be named, and which custom resources there are', async () => {
    const names = { kind: 'Widget', plural: 'widgets', singular: 'widget' };
    const properties = { spec: { type: 'object', properties: { size: { type: 'integer' } } } };
    const version = {
      name: 'v1',
      served: true,
      storage: true,
      schema: { openAPIV3Schema: { type: 'object', properties } },
    };
    await applyAll(cluster, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.labs.example.com' },
      spec: { group: 'labs.example.com', scope: 'Namespaced', names, versions: [version] },
    });
    const known = await learnAbout(cluster, namespace, builtInSchema(), limit());
    assert.equal(known.minor, 37);
    assert.ok(known.names.get('ConfigMap')?.includes('settings'));
    assert.ok(known.names.get('Namespace')?.includes(namespace));
    const type = known.types.get('labs.example.com/v1 Widget');
    assert.ok(type?.fields.has('spec') && type.fields.has('metadata'));
  });

  it('fails in words where the cluster is gone', async () => {
    const file = readSourceFile('file:///a.yaml', DEPLOYMENT('web'));
    const index = new WorkspaceIndex();
    index.replace(file);
    const signal = AbortSignal.abort(new Error('gone'));
    const options = { cluster, namespace, signal };
    await assert.rejects(compareFile(file, index, { rules, profile: 'learner' }, options), /gone/);
  });
});
