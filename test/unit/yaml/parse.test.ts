import assert from 'node:assert/strict';
import { child, findPair, nearestNode, nodeAt, toValue } from '../../../src/core/yaml/access.ts';
import { LineTable } from '../../../src/core/yaml/lines.ts';
import { parseYaml, splitDocuments } from '../../../src/core/yaml/parse.ts';
import type { YamlNode } from '../../../src/core/yaml/tree.ts';

function root(text: string): YamlNode {
  const node = parseYaml(text)[0]?.root;
  assert.ok(node !== undefined);
  return node;
}

/** The text that the node at this path covers. */
function covered(text: string, ...path: (string | number)[]): string {
  const node = nodeAt(root(text), path);
  assert.ok(node !== undefined, path.join('.'));
  return text.slice(...node.range);
}

describe('The range of a node', () => {
  it('is the text of a plain scalar, and what stands between the quotes of another', () => {
    assert.equal(covered('a: b c # d\n', 'a'), 'b c');
    assert.equal(covered("a: 'it''s'\n", 'a'), "it''s");
    assert.equal(covered('a: "x\\ty"\r\n', 'a'), 'x\\ty');
  });

  it('of a collection ends with its last child, or with its bracket', () => {
    assert.equal(covered('a:\n  b: c\n  d: "e"\nf: g\n', 'a'), 'b: c\n  d: "e"');
    assert.equal(covered('a: [1, 2 # ]\n  ] # x\n', 'a'), '[1, 2 # ]\n  ]');
    assert.equal(covered('a: { b: {}, }\n', 'a'), '{ b: {}, }');
  });

  it('of a value that was not written is empty, behind its colon or dash', () => {
    const text = 'a:\nb: 1\nc:\n  - x\n  -\n';
    assert.deepEqual(nodeAt(root(text), ['a'])?.range, [2, 2]);
    const item = nodeAt(root(text), ['c', 1]);
    assert.equal(text.slice(0, item?.range[0]).endsWith('\n  -'), true);
  });

  it('counts from the start of the file in every document', () => {
    const text = 'a: 1\n---\nb: 2\n--- {c: 3}\n';
    const values = parseYaml(text).map(({ root: node }) => text.slice(...(node as YamlNode).range));
    assert.deepEqual(values, ['a: 1', 'b: 2', '{c: 3}']);
  });
});

describe('The documents of a file', () => {
  it('are one where nothing separates them', () => assert.equal(parseYaml('').length, 1));

  it('do not start with an empty one before the first separator', () => {
    assert.equal(splitDocuments('# head\n---\na: 1\n').length, 1);
  });

  it('are separated by dashes at the start of a line only', () => {
    assert.equal(parseYaml('a: |\n  ---\n  b\nc: ---d\n').length, 1);
  });

  it('do not hide each other when one is broken', () => {
    const documents = parseYaml('a: 1\n---\nb: [\n---\nc: 3\n');
    assert.deepEqual(
      documents.map(({ root: node }) => toValue(node)),
      [{ a: 1 }, null, { c: 3 }],
    );
    assert.deepEqual(
      documents.map(({ problems }) => problems.length),
      [0, 1, 0],
    );
  });
});

describe('Aliases', () => {
  const text = 'base: &b { x: 1, y: 2 }\nuse:\n  <<: *b\n  y: 3\nother: *b\nnone: *gone\n';

  it('stand for what they name', () => {
    assert.deepEqual(toValue(child(root(text), 'other')), { x: 1, y: 2 });
  });

  it('are merged under the own pairs', () => {
    assert.deepEqual(toValue(child(root(text), 'use')), { x: 1, y: 3 });
    assert.equal(findPair(child(root(text), 'use'), 'x')?.name, 'x');
  });

  it('without an anchor are nothing', () => {
    assert.equal(toValue(child(root(text), 'none')), null);
  });

  it('that multiply are cut off', () => {
    let bomb = 'l0: &l0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n';
    for (let level = 1; level < 12; level++) {
      const many = Array.from({ length: 10 }, () => `*l${level - 1}`).join(', ');
      bomb += `l${level}: &l${level} [${many}]\n`;
    }
    assert.ok(JSON.stringify(toValue(root(bomb))).length < 2_000_000);
  });
});

describe('A path', () => {
  it('that leaves the document ends at nothing, and has a nearest node', () => {
    const node = root('a:\n  - b: 1\n');
    assert.equal(nodeAt(node, ['a', 3, 'b']), undefined);
    assert.equal(nearestNode(node, ['a', 0, 'c', 'd']), nodeAt(node, ['a', 0]));
  });
});

describe('A key named __proto__', () => {
  it('is data like any other', () => {
    const value = toValue(root('__proto__: { x: 1 }\n')) as Record<string, unknown>;
    assert.deepEqual(Object.keys(value), ['__proto__']);
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });
});

describe('A line table', () => {
  it('turns offsets into lines and characters and back', () => {
    const lines = new LineTable('ab\ncd\n\ne');
    for (const [offset, line, character] of [
      [0, 0, 0],
      [2, 0, 2],
      [3, 1, 0],
      [6, 2, 0],
      [8, 3, 1],
    ] as const) {
      assert.deepEqual(lines.positionAt(offset), { line, character });
      assert.equal(lines.offsetAt({ line, character }), offset);
    }
    assert.deepEqual(lines.positionAt(99), { line: 3, character: 1 });
    assert.equal(lines.offsetAt({ line: 9, character: 0 }), 8);
  });
});
