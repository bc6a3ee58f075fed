import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { FIXTURES, lintText, readFixture } from './fixtures.ts';

/** A small generator with a seed, so that a failure can be had again (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const FRAGMENTS = [
  ...['\t', ' ', '\n', '\r\n', '-', '- ', ':', ': ', '{', '}', '[', ']', '"', "'", '|', '>', '#'],
  ...['&a ', '*a', '<<: *a', '!!str ', '---\n', '...', '\u0000', '\uFEFF', '\u00a0', '%', '@', '`'],
  ...[
    '{{ x }}',
    '? ',
    '\\',
    '__proto__: 1',
    'kind: List\nitems:\n',
    '# k8s-labs-ignore: yaml-parse',
  ],
];

function mutate(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  switch (random(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + (FRAGMENTS[random(FRAGMENTS.length)] ?? '') + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + random(20));
    case 3: {
      const lines = text.split('\n');
      lines.splice(random(lines.length), 1 + random(3));
      return lines.join('\n');
    }
    case 4: {
      const lines = text.split('\n');
      const line = random(lines.length);
      lines[line] = ' '.repeat(random(8)) + (lines[line] ?? '').trimStart();
      return lines.join('\n');
    }
    case 5:
      return text.slice(0, at) + String.fromCharCode(random(0x10000)) + text.slice(at);
    default: {
      const lines = text.split('\n');
      const line = lines[random(lines.length)] ?? '';
      lines.splice(random(lines.length), 0, line);
      return lines.join('\n');
    }
  }
}

/** Ends, and marks only what is in the text. How long it takes is the bench's business. */
function lintSafely(text: string): void {
  for (const { range } of lintText(text, { profile: 'all' })) {
    assert.ok(range[0] >= 0 && range[0] <= range[1] && range[1] <= text.length, String(range));
  }
}

describe('Damaged YAML', () => {
  const seeds = readdirSync(FIXTURES)
    .filter((rule) => rule !== 'file-too-big')
    .flatMap((rule) =>
      readdirSync(new URL(`${rule}/`, FIXTURES))
        .filter((name) => !name.startsWith('expect'))
        .map((name) => readFixture(rule, name)),
    );

  it('never makes anything throw, and is looked at within a second', function () {
    this.timeout(60_000);
    const random = randomFrom(20_260_101);
    for (let round = 0; round < 4000; round++) {
      let text = seeds[random(seeds.length)] ?? '';
      for (let times = 1 + random(4); times > 0; times--) text = mutate(text, random);
      try {
        lintSafely(text);
      } catch (error) {
        throw new Error(`Round ${round}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
  });

  it('may begin with an empty line', () => {
    lintSafely('\napiVersion: v1\n      kind: ConfigMap\nmetadata:\n    name: settings\n');
  });

  it('may be nested deeply', function () {
    this.timeout(20_000);
    for (const [open, close] of [
      ['[', ']'],
      ['{a: ', '}'],
      ['- ', ''],
      ['a:\n', ''],
    ] as const) {
      const value = open.repeat(20_000) + close.repeat(20_000);
      lintSafely(`apiVersion: v1\nkind: Pod\nspec: ${value}\n`);
      lintSafely(`apiVersion: v1\nkind: Pod\nspec:\n  ${value}\n`);
    }
    let steps = 'apiVersion: v1\nkind: Pod\nspec:\n';
    for (let depth = 1; depth < 1200; depth++) steps += `${' '.repeat(depth)}a:\n`;
    lintSafely(steps);
  });

  it('may be an alias bomb', () => {
    let bomb = 'apiVersion: v1\nkind: Pod\nmetadata:\n  labels: &l0 {a: b}\nspec:\n';
    for (let level = 1; level < 40; level++) {
      bomb += `  l${level}: &l${level} [*l${level - 1}, *l${level - 1}, *l${level - 1}]\n`;
    }
    lintSafely(`${bomb}  containers: *l39\n`);
  });

  it('may be a megabyte of anything', function () {
    this.timeout(20_000);
    const line = '    - name: "web\n';
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${line.repeat(60_000)}`;
    assert.ok(text.length < 1024 * 1024);
    lintSafely(text.slice(0, 250_000));
    lintSafely(text);
  });
});
