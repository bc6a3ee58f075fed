import assert from 'node:assert/strict';
import { findPair, nodeAt } from '../../../src/core/yaml/access.ts';
import {
  appendPair,
  fillPair,
  plainText,
  removePair,
  replaceScalar,
} from '../../../src/core/yaml/edits.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';
import type { YamlMapping, YamlNode, YamlPair, YamlScalar } from '../../../src/core/yaml/tree.ts';

type Edit = ReturnType<typeof replaceScalar>;

function after(text: string, make: (root: YamlNode) => Edit): string {
  const root = parseYaml(text)[0]?.root;
  assert.ok(root !== undefined);
  const { range, newText } = make(root);
  return text.slice(0, range[0]) + newText + text.slice(range[1]);
}

const mappingAt = (root: YamlNode, ...path: (string | number)[]): YamlMapping =>
  nodeAt(root, path) as YamlMapping;
const pairOf = (root: YamlNode, name: string, ...path: (string | number)[]): YamlPair =>
  findPair(nodeAt(root, path), name) as YamlPair;

describe('A new scalar', () => {
  const replaced = (text: string, value: string): string =>
    after(text, (root) => replaceScalar(nodeAt(root, ['a']) as YamlScalar, value));

  it('keeps the quotes and the comment', () => {
    assert.equal(replaced('a: b # c\n', 'x'), 'a: x # c\n');
    assert.equal(replaced("a: 'b'\n", "it's"), "a: 'it''s'\n");
    assert.equal(replaced('a: "b"\n', 'x"y'), 'a: "x\\"y"\n');
  });

  it('is quoted where it would turn into something else', () => {
    assert.equal(replaced('a: b\n', '1.10'), 'a: "1.10"\n');
    assert.equal(plainText('yes'), '"yes"');
    assert.equal(plainText('a: b'), '"a: b"');
    assert.equal(plainText('nginx:1.29'), 'nginx:1.29');
    assert.equal(plainText('128Mi'), '128Mi');
    assert.equal(plainText('a:'), '"a:"');
    assert.equal(plainText(''), '""');
  });
});

describe('A new pair', () => {
  it('goes to the end of a block mapping, at its column', () => {
    assert.equal(
      after('a:\n    b: c # x\nd: e\n', (root) =>
        appendPair('a:\n    b: c # x\nd: e\n', mappingAt(root, 'a'), 'm', { v: '1m' }),
      ),
      'a:\n    b: c # x\n    m:\n      v: 1m\nd: e\n',
    );
  });

  it('goes behind a block scalar and before the next key', () => {
    const text = 'a:\n  b: |\n    text\nd: e\n';
    assert.equal(
      after(text, (root) => appendPair(text, mappingAt(root, 'a'), 'm', 'v')),
      'a:\n  b: |\n    text\n  m: v\nd: e\n',
    );
  });

  it('goes into a flow mapping behind a comma', () => {
    for (const [text, result] of [
      ['a: {}\n', 'a: {m: v}\n'],
      ['a: { b: c }\n', 'a: { b: c, m: v }\n'],
      ["a: { b: 'c' }\n", "a: { b: 'c', m: v }\n"],
    ] as const) {
      assert.equal(
        after(text, (root) => appendPair(text, mappingAt(root, 'a'), 'm', 'v')),
        result,
      );
    }
  });

  it('works in an item of a list and in a file without a last line break', () => {
    const text = '- b: c';
    assert.equal(
      after(text, (root) => appendPair(text, mappingAt(root, 0), 'm', 'v')),
      '- b: c\n  m: v',
    );
  });

  it('keeps the carriage return of the line before', () => {
    const text = 'a:\r\n  b: c\r\n';
    assert.equal(
      after(text, (root) => appendPair(text, mappingAt(root, 'a'), 'm', 'v')),
      'a:\r\n  b: c\n  m: v\r\n',
    );
  });
});

describe('A key without a value', () => {
  it('gets one below it', () => {
    for (const text of ['a:\n  b:\nc: d\n', 'a:\n  b: {}\nc: d\n']) {
      assert.equal(
        after(text, (root) => fillPair(text, pairOf(root, 'b', 'a'), { x: { n: '1', k: 2 } })),
        'a:\n  b:\n    x:\n      "n": "1"\n      k: 2\nc: d\n',
      );
    }
  });
});

describe('A pair that goes', () => {
  const removed = (text: string, name: string, ...path: (string | number)[]): string =>
    after(text, (root) => removePair(text, mappingAt(root, ...path), pairOf(root, name, ...path)));

  it('takes its lines along', () => {
    assert.equal(removed('a: 1\nb:\n  c: 2\nd: 3\n', 'b'), 'a: 1\nd: 3\n');
    assert.equal(removed('a: 1\nb: 2', 'b'), 'a: 1\n');
  });

  it('leaves the dash of its item', () => {
    assert.equal(removed('- a: 1\n  b: 2\n', 'a', 0), '- b: 2\n');
  });

  it('takes its comma along in a flow mapping', () => {
    assert.equal(removed('x: { a: 1, b: 2 }\n', 'a', 'x'), 'x: { b: 2 }\n');
    assert.equal(removed('x: { a: 1, b: "2" }\n', 'b', 'x'), 'x: { a: 1 }\n');
  });
});
