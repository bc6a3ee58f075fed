import assert from 'node:assert/strict';
import { lintText } from './fixtures.ts';

function podWith(above: string, behind: string): string[] {
  return lintText(`apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers:
    - name: a
${above}      image: nginx${behind}
      resources:
        limits: { memory: 1Mi }
`).map(({ rule }) => rule);
}

describe('A comment that asks to ignore', () => {
  it('is about its own line', () => {
    assert.deepEqual(podWith('', ''), ['image-latest', 'cpu-request-missing']);
    assert.deepEqual(podWith('', ' # k8s-labs-ignore: image-latest'), ['cpu-request-missing']);
  });

  it('on a line of its own is about the next line with text', () => {
    const comment = '      # k8s-labs-ignore: image-latest\n\n      # because\n';
    assert.deepEqual(podWith(comment, ''), ['cpu-request-missing']);
  });

  it('names one rule or several, and no others', () => {
    const both = '      # k8s-labs-ignore: other, image-latest\n';
    assert.deepEqual(podWith(both, ''), ['cpu-request-missing']);
    const other = '      # k8s-labs-ignore: cpu-request-missing\n';
    assert.deepEqual(podWith(other, ''), ['image-latest', 'cpu-request-missing']);
  });

  it('may speak for the whole file, about some rules or all', () => {
    assert.deepEqual(podWith('      # k8s-labs-ignore-file\n', ''), []);
    const one = '# k8s-labs-ignore-file: cpu-request-missing\n';
    assert.deepEqual(podWith(one, ''), ['image-latest']);
  });

  it('is heeded where the text cannot be read', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: @a # k8s-labs-ignore: yaml-parse\n';
    assert.deepEqual(lintText(text), []);
  });
});
