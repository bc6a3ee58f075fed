import assert from 'node:assert/strict';
import { nodeAt } from '../../../src/core/yaml/access.ts';
import { appendItem, appendList, removeItem } from '../../../src/core/yaml/listEdits.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';
import type { YamlMapping, YamlSequence } from '../../../src/core/yaml/tree.ts';

interface Edit {
  readonly range: readonly [number, number];
  readonly newText: string;
}

function list(text: string): YamlSequence {
  const node = nodeAt(parseYaml(text)[0]?.root, ['a']);
  assert.ok(node?.kind === 'sequence');
  return node;
}

function apply(text: string, edit: Edit | undefined): string {
  assert.ok(edit !== undefined);
  return text.slice(0, edit.range[0]) + edit.newText + text.slice(edit.range[1]);
}

function removed(text: string, index: number): string {
  const sequence = list(text);
  const item = sequence.items[index];
  assert.ok(item !== undefined);
  return apply(text, removeItem(text, sequence, item));
}

describe('An item that goes', () => {
  it('takes its lines along', () => {
    assert.equal(removed('a:\n  - b: 1\n    c: 2\n  - d: "3"\n', 0), 'a:\n  - d: "3"\n');
    assert.equal(removed('a:\n  - b: 1\n  - d: "3" # three\ne: f\n', 1), 'a:\n  - b: 1\ne: f\n');
  });

  it('takes its comma along', () => {
    assert.equal(removed('a: ["x", y, z]\n', 0), 'a: [y, z]\n');
    assert.equal(removed('a: ["x", y, "z"]\n', 2), 'a: ["x", y]\n');
  });

  it('takes the key along when it is the last one', () => {
    assert.equal(removed('a:\n  - b: 1\nc: d\n', 0), 'c: d\n');
  });
});

describe('An item that comes', () => {
  it('is written as the others are', () => {
    const item = { name: 'x', of: { n: 1 } };
    for (const [before, after] of [
      ['a:\n- b: 1\nc: d\n', 'a:\n- b: 1\n- name: x\n  of:\n    "n": 1\nc: d\n'],
      ['a:\n  - b: "1" # one\n', 'a:\n  - b: "1" # one\n  - name: x\n    of:\n      "n": 1\n'],
      ['a: [{ b: 1 }]\n', 'a: [{ b: 1 }, { name: x, of: { "n": 1 } }]\n'],
    ] as const) {
      assert.equal(apply(before, appendItem(before, list(before), item)), after);
    }
  });

  it('may be the first of a new list', () => {
    const text = 'a:\n  b: 1\n';
    const mapping = nodeAt(parseYaml(text)[0]?.root, ['a']) as YamlMapping;
    assert.equal(
      apply(text, appendList(text, mapping, 'l', { name: 'x', is: true })),
      'a:\n  b: 1\n  l:\n    - name: x\n      is: true\n',
    );
  });
});
