import assert from 'node:assert/strict';
import { type Completion, completions, typeAt } from '../../../src/core/language/completion.ts';
import { cursorAt } from '../../../src/core/language/cursor.ts';
import { objectAt } from '../../../src/core/language/objects.ts';
import { snippetsAt } from '../../../src/core/language/snippets.ts';
import { customType } from '../../../src/core/schema/customResources.ts';
import { SHOP } from '../../support/shop.ts';
import { contextOf, marked } from './support.ts';

/** What is offered at the `|`, beside the shop. */
function offered(source: string): Completion[] {
  const { text, offset } = marked(source);
  const context = contextOf(text, { 'shop.yaml': SHOP });
  const cursor = cursorAt(text, offset);
  if (cursor === undefined) return [];
  return completions({ ...context, cursor, document: objectAt(context.file, offset) }).toSorted(
    (a, b) => (a.sort < b.sort ? -1 : 1),
  );
}

function labels(source: string): string[] {
  return offered(source).map(({ label }) => label);
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n';
const CONTAINER = `${POD}  containers:\n    - name: a\n      `;

describe('Completion', () => {
  it('starts an object', () => {
    assert.deepEqual(labels('|'), ['apiVersion', 'kind', 'metadata']);
    assert.deepEqual(labels('kind: Pod\n|').slice(0, 3), ['apiVersion', 'metadata', 'spec']);
  });

  it('offers fields, required ones first, then in the order of the API, without those that stand', () => {
    const found = offered('apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 2\n  |');
    assert.deepEqual(
      found.slice(0, 3).map(({ label, detail }) => `${label}: ${detail}`),
      [
        'selector: LabelSelector, required',
        'template: PodTemplateSpec, required',
        'strategy: DeploymentStrategy',
      ],
    );
    assert.ok(!found.some(({ label }) => label === 'replicas'));
  });

  it('writes what a field starts with, in the column of its key', () => {
    const insertOf = (source: string, label: string): string | undefined =>
      offered(source).find((one) => one.label === label)?.insert;
    assert.equal(insertOf(`${CONTAINER}|`, 'ports'), 'ports:\n        - $1');
    assert.equal(insertOf(`${CONTAINER}|`, 'resources'), 'resources:\n        $1');
    assert.equal(insertOf(`${CONTAINER}im|`, 'image'), 'image: $1');
    assert.equal(insertOf(`${POD}  containers:\n    |`, 'name'), '- name: $1');
  });

  it('replaces what has been typed', () => {
    const [image] = offered(`${CONTAINER}ima|`).filter(({ label }) => label === 'image');
    const { text } = marked(`${CONTAINER}ima|`);
    assert.equal(text.slice(...(image?.range ?? [0, 0])), 'ima');
  });

  it('goes on below the cursor', () => {
    assert.ok(!labels(`${CONTAINER}|\n      image: nginx\n`).includes('image'));
  });

  it('offers the words of a field', () => {
    assert.deepEqual(labels(`${CONTAINER}imagePullPolicy: |`), ['Always', 'Never', 'IfNotPresent']);
    assert.deepEqual(labels(`${POD}  hostNetwork: |`), ['true', 'false']);
  });

  it('offers kinds with their apiVersion, and the versions of a kind', () => {
    const deployment = offered('kind: Depl|').find(({ label }) => label === 'Deployment');
    assert.deepEqual(deployment?.also, { range: [0, 0], newText: 'apiVersion: apps/v1\n' });
    assert.deepEqual(labels('kind: CronJob\napiVersion: |'), ['batch/v1']);
    assert.ok(labels('apiVersion: apps/v1\nkind: |').includes('StatefulSet'));
    assert.ok(!labels('apiVersion: apps/v1\nkind: |').includes('Pod'));
  });

  it('offers the names of what stands beside', () => {
    const from = `${CONTAINER}env:\n        - name: A\n          valueFrom:\n            `;
    assert.deepEqual(labels(`${from}configMapKeyRef:\n              name: |`), ['settings']);
    assert.deepEqual(
      labels(`${from}configMapKeyRef:\n              name: settings\n              key: |`),
      ['MODE', 'LEVEL'],
    );
    assert.deepEqual(
      labels(
        'apiVersion: v1\nkind: Service\nspec:\n  selector:\n    app: web\n  ports:\n    - targetPort: |',
      ),
      ['http', '80'],
    );
  });

  it('offers labels of Pods in selectors', () => {
    const service = 'apiVersion: v1\nkind: Service\nspec:\n  selector:\n    ';
    assert.deepEqual(labels(`${service}|`), ['app']);
    assert.deepEqual(labels(`${service}app: |`), ['web']);
  });

  it('offers the volumes of the same Pod', () => {
    const pod = `${POD}  volumes:\n    - name: cache\n      emptyDir: {}\n  containers:\n    - name: a\n      volumeMounts:\n        - name: |\n`;
    assert.deepEqual(labels(pod), ['cache']);
  });

  it('offers the ports of the Service of a backend', () => {
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  defaultBackend:\n    service:\n      name: web\n      port:\n        number: |';
    assert.deepEqual(labels(ingress), ['80']);
  });

  it('offers images that are in use, amounts and verbs', () => {
    assert.deepEqual(labels(`${CONTAINER}image: |`), ['nginx:1.29']);
    assert.deepEqual(labels(`${CONTAINER}resources:\n        requests:\n          |`).slice(0, 2), [
      'cpu',
      'memory',
    ]);
    assert.ok(
      labels(`${CONTAINER}resources:\n        requests:\n          memory: |`).includes('128Mi'),
    );
    const role =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n  - verbs:\n      - |';
    assert.ok(labels(role).includes('watch'));
  });

  it('knows the objects of a List, and each document by itself', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    spec:\n      |';
    assert.ok(labels(list).includes('selector'));
    assert.ok(labels(`kind: Pod\n---\n${POD}  |`).includes('containers'));
  });

  it('is silent in comments, in texts of several lines and in flow style', () => {
    assert.deepEqual(labels(`${POD}  # na|`), []);
    assert.deepEqual(
      labels('apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |-\n    te|'.replace('|-', '>-')),
      [],
    );
    assert.deepEqual(labels(`${POD}  securityContext: { ru|`), []);
  });

  it('offers what a cluster has, behind what the files have', () => {
    const { text, offset } = marked(`${POD}  serviceAccountName: |`);
    const context = contextOf(text, {
      'a.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: mine\n',
    });
    const cursor = cursorAt(text, offset);
    assert.ok(cursor);
    const cluster = {
      context: 'kind-labs',
      minor: 37,
      names: new Map([['ServiceAccount', ['default', 'mine']]]),
      types: new Map(),
    };
    const found = completions({ ...context, cursor, document: undefined, cluster });
    assert.deepEqual(
      found.map(({ label, detail }) => `${label}: ${detail}`),
      ['mine: ServiceAccount', 'default: ServiceAccount in kind-labs'],
    );
  });

  it('knows the custom resources of a cluster', () => {
    const { text, offset } = marked('apiVersion: shop.example.com/v1\nkind: Backup\nspec:\n  |');
    const cursor = cursorAt(text, offset);
    assert.ok(cursor);
    const context = contextOf(text);
    const schema = {
      type: 'object',
      properties: { spec: { type: 'object', properties: { schedule: { type: 'string' } } } },
    };
    const type = customType('Backup', schema, context.schema.definition('meta.v1.ObjectMeta'));
    const cluster = {
      context: 'kind-labs',
      minor: 37,
      names: new Map(),
      types: new Map([['shop.example.com/v1 Backup', type]]),
    };
    const found = completions({ ...context, cursor, document: undefined, cluster });
    assert.deepEqual(
      found.map(({ label }) => label),
      ['schedule'],
    );
  });

  it('brings snippets where they fit: objects at the start, parts where they belong', () => {
    const snippets = (source: string): string[] => {
      const { text, offset } = marked(source);
      const cursor = cursorAt(text, offset);
      assert.ok(cursor);
      const type = typeAt({ ...contextOf(text), cursor });
      return snippetsAt(cursor, type).map(({ label }) => label);
    };
    assert.ok(snippets('|').includes('deployment'));
    assert.ok(snippets('kind: Pod\n---\nde|').includes('deployment'));
    assert.ok(!snippets('|').includes('readinessprobe'));
    assert.ok(snippets(`${CONTAINER}|`).includes('readinessprobe'));
    assert.ok(!snippets(`${CONTAINER}readinessProbe: {}\n      |`).includes('readinessprobe'));
    assert.ok(snippets(`${POD}  |`).includes('initcontainer'));
    assert.deepEqual(snippets(`${CONTAINER}imagePullPolicy: |`), []);
    assert.deepEqual(snippets('kind: Pod\n|'), []);
  });

  it('indents a part as deep as it goes', () => {
    const { text, offset } = marked(`${CONTAINER}|`);
    const cursor = cursorAt(text, offset);
    assert.ok(cursor);
    const type = typeAt({ ...contextOf(text), cursor });
    const probe = snippetsAt(cursor, type).find(({ label }) => label === 'readinessprobe');
    assert.match(probe?.insert ?? '', /^readinessProbe:\n {8}httpGet:\n {10}path: /);
  });

  it('stands what is half written', () => {
    for (let end = 0; end < SHOP.length; end += 7) {
      assert.doesNotThrow(() => offered(`${SHOP.slice(0, end)}|`));
    }
  });
});
