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
    .replaceAll(/\$\{\d+:([^{}]*)\}|\$0/g, (_, value?: string) => value ?? '');
  return `${text.trimEnd()}\n`;
}

describe('Snippets', () => {
  it('are there for the objects that everybody starts with', () => {
    assert.deepEqual(Object.keys(snippets), [
      'Pod',
      'Deployment',
      'Service',
      'Deployment and Service',
      'ConfigMap',
      'Namespace',
    ]);
  });

  for (const [name, snippet] of Object.entries(snippets)) {
    it(`${name} passes every rule as it is`, () => {
      const text = expand(snippet);
      assert.doesNotMatch(text, /\$/);
      assert.ok(kubernetesDocuments('a.yaml', text, parseYaml(text)).length > 0);
      assert.deepEqual(lintText(text), []);
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
