import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { kubernetesDocuments } from '../../../src/core/rules/kubernetesDocument.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';
import { lintText } from './fixtures.ts';

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = JSON.parse(
  readFileSync(new URL('../../../snippets/kubernetes.json', import.meta.url), 'utf8'),
) as Record<string, Snippet>;

/** What stands there when every placeholder is left as it is. */
function expand({ body }: Snippet): string {
  const text = body
    .join('\n')
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, (_, first: string) => first)
    .replaceAll(/\$\{\d+:([^{}]*)\}|\$0/g, (_, value?: string) => value ?? '');
  return `${text.trimEnd()}\n`;
}

function indent(text: string, columns: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(columns));
}

/** The rest of a container, for snippets that are a part of one. */
const CONTAINER: Readonly<Record<string, string>> = {
  image: 'image: nginx:1.29\n',
  ports: 'ports:\n  - containerPort: 80\n',
  readinessProbe: 'readinessProbe:\n  httpGet:\n    path: /healthy\n    port: 80\n',
  resources:
    'resources:\n  requests:\n    cpu: 100m\n    memory: 128Mi\n  limits:\n    memory: 128Mi\n',
};

/** Parts of a container or of a Pod stand in one; a volume is mounted there. */
function asManifest(name: string, text: string): string {
  const isOfContainer = name.endsWith('(container)');
  if (!isOfContainer && !name.endsWith('(Pod)')) return text;
  const [field = ''] = text.split(':');
  const volume = field === 'volumes' ? /- name: (.*)/.exec(text)?.[1] : undefined;
  const container = [
    'name: web\n',
    ...Object.entries(CONTAINER).flatMap(([key, part]) => (key === field ? [] : [part])),
    ...(isOfContainer ? [text] : []),
    ...(volume === undefined ? [] : [`volumeMounts:\n  - name: ${volume}\n    mountPath: /data\n`]),
  ].join('');
  return [
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n',
    isOfContainer ? '' : indent(text, 2),
    `  containers:\n    - ${indent(container, 6).trimStart()}`,
  ].join('');
}

/** What a snippet names and cannot bring with it. */
const NAMES_OTHERS: Readonly<Record<string, string>> = { Kustomization: 'kustomize-path' };

describe('Snippets', () => {
  it('are there for at least forty kinds of things, each under a prefix of its own', () => {
    const prefixes = Object.values(snippets).flatMap(({ prefix }) => prefix);
    assert.ok(Object.keys(snippets).length >= 40);
    assert.equal(new Set(prefixes).size, prefixes.length);
  });

  for (const [name, snippet] of Object.entries(snippets)) {
    it(`${name} passes every rule as it is`, () => {
      const text = asManifest(name, expand(snippet));
      assert.doesNotMatch(text, /\$/);
      assert.ok(kubernetesDocuments('a.yaml', text, parseYaml(text)).length > 0);
      const found = lintText(text).filter(({ rule }) => rule !== NAMES_OTHERS[name]);
      assert.deepEqual(
        found.map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
    });

    it(`${name} renames all its places at once`, () => {
      const defaults = new Map<string, string>();
      for (const [, id, value] of snippet.body.join('\n').matchAll(/\$\{(\d+):([^{}]*)\}/g)) {
        assert.equal(defaults.get(id ?? '') ?? value, value, `placeholder ${id ?? ''}`);
        defaults.set(id ?? '', value ?? '');
      }
    });
  }
});
