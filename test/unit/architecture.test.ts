import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPO = fileURLToPath(new URL('../..', import.meta.url));

/** What a room may import: other rooms, npm packages, and whether Node's own modules. */
interface Room {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
}

/** The table of ARCHITECTURE.md, "Who may import whom". */
const ROOMS: Readonly<Record<string, Room>> = {
  // Texts of manifests, which completion offers.
  snippets: { rooms: [], packages: [], node: false },
  'src/core': {
    rooms: ['snippets'],
    packages: [
      'cronstrue',
      'highlight.js',
      'ipaddr.js',
      'js-yaml',
      'markdown-it',
      'markdown-it-container',
      'semver',
      'yaml',
      'zod',
    ],
    node: false,
  },
  'src/shared': { rooms: [], packages: [], node: false },
  'src/adapters': {
    rooms: ['src/core'],
    packages: [
      '@bufbuild/cel',
      '@kubernetes/client-node',
      'fflate',
      'js-yaml',
      'proper-lockfile',
      'vscode',
      'vscode-languageclient',
      'yaml',
    ],
    node: true,
  },
  'src/ui': { rooms: ['src/core', 'src/shared'], packages: ['vscode'], node: false },
  'src/cli': { rooms: ['src/core', 'src/adapters'], packages: [], node: true },
  'src/extension.ts': {
    rooms: ['src/core', 'src/shared', 'src/adapters', 'src/ui'],
    packages: ['vscode'],
    node: true,
  },
  media: { rooms: ['src/shared'], packages: [], node: false },
};

// Every way to name a module: from, bare import, import() of values and of types, require().
const IMPORT = /\bfrom\s+['"]([\w@./:-]+)['"]|\b(?:import|require)\s*\(?\s*['"]([\w@./:-]+)['"]/g;

/** @returns what a source text imports, comments left out. */
function importsOf(source: string): string[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  return [...code.matchAll(IMPORT)].map(([, from, called]) => from ?? called ?? '');
}

function roomOf(file: string): string {
  const room = Object.keys(ROOMS).find((name) => file === name || file.startsWith(`${name}/`));
  assert.ok(room !== undefined, `${file} lies in no room of ARCHITECTURE.md`);
  return room;
}

/** @returns why a file may not import a module; undefined when it may. */
function whyNot(file: string, specifier: string): string | undefined {
  const name = roomOf(file);
  const room = ROOMS[name];
  if (specifier.startsWith('.')) {
    const target = roomOf(normalize(join(file, '..', specifier)).replaceAll('\\', '/'));
    return target === name || room?.rooms.includes(target) ? undefined : `${name} -> ${target}`;
  }
  if (isBuiltin(specifier)) return room?.node ? undefined : `${name} -> Node's ${specifier}`;
  const scoped = specifier.startsWith('@') ? 2 : 1;
  const packageName = specifier.split('/').slice(0, scoped).join('/');
  return room?.packages.includes(packageName) ? undefined : `${name} -> ${packageName}`;
}

describe('Architecture', () => {
  const files = globSync(['src/**/*.ts', 'media/**/*.ts'], { cwd: REPO }).map((file) =>
    file.replaceAll('\\', '/'),
  );

  it('finds every way to import', () => {
    const source = [
      "import type { A } from './a.ts';",
      "import './b.ts';",
      "export * from './c.ts';",
      "const d = await import('./d.ts');",
      "type E = import('./e.ts').E;",
      "const f = require('./f.ts');",
      "// import './comment.ts';",
    ].join('\n');
    assert.deepEqual(
      importsOf(source),
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `./${name}.ts`),
    );
  });

  it('tells which imports go the wrong way', () => {
    assert.equal(whyNot('src/core/a.ts', '../ui/b.ts'), 'src/core -> src/ui');
    assert.equal(whyNot('src/core/a.ts', 'fs'), "src/core -> Node's fs");
    assert.equal(whyNot('src/core/a.ts', 'vscode'), 'src/core -> vscode');
    assert.equal(whyNot('media/a.ts', '../src/core/b.ts'), 'media -> src/core');
    assert.equal(whyNot('src/ui/commands/a.ts', '../../core/b.ts'), undefined);
  });

  it('has no import that goes the wrong way', () => {
    const wrong = files.flatMap((file) =>
      importsOf(readFileSync(join(REPO, file), 'utf8')).flatMap((specifier) => {
        const why = whyNot(file, specifier);
        return why === undefined ? [] : [`${file} imports ${specifier}: ${why}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps files at a size that says one thing', () => {
    const long = files.filter(
      (file) => readFileSync(join(REPO, file), 'utf8').split('\n').length > 401,
    );
    assert.deepEqual(long, []);
  });

  it('reads no clock and rolls no dice in core', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\./;
    const wrong = files.filter(
      (file) => roomOf(file) === 'src/core' && impure.test(readFileSync(join(REPO, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });
});
