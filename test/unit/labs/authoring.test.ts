import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkKinds } from '../../../src/core/checks/kinds/index.ts';
import type { LabProblem } from '../../../src/core/lab/model.ts';
import { parseLab } from '../../../src/core/lab/parseLab.ts';
import type { Files } from '../../../src/core/ports.ts';

const ROOT = new URL('../../../', import.meta.url);

/** The files of one lab in memory, by their path in it. */
function labFiles(files: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(files).map((file) => `/lab/${file}`);
  return {
    read: async (path) => files[path.slice('/lab/'.length)],
    write: async () => assert.fail('reading a lab writes nothing'),
    makeFolder: async () => undefined,
    async list(folder) {
      const below = paths.filter((path) => path.startsWith(`${folder}/`));
      const names = below.map((path) => path.slice(folder.length + 1).replace(/\/.*$/, '/'));
      return [...new Set(names)].toSorted();
    },
    async realPath(path) {
      const isThere = paths.some((known) => known === path || known.startsWith(`${path}/`));
      return isThere ? path : undefined;
    },
  };
}

async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly LabProblem[]> {
  const options = { folder: '/lab', pack: 'test.pack', kinds: checkKinds };
  const lab = await parseLab(labFiles(files), options);
  assert.ok(lab !== undefined && lab.steps.length > 0);
  return lab.problems;
}

/** A snippet's text when nobody fills in anything: defaults, and the first of every choice. */
function expand(body: readonly string[]): string {
  const text = body.join('\n');
  const defaults = new Map<string, string>();
  const filled = text
    .replaceAll(/\$\{(\d+)\|([^,|]*)[^|]*\|\}/g, '$2')
    .replaceAll(/\$\{(\d+):((?:\{\{\w+\}\}|[^{}])*)\}/g, (_, id: string, value: string) => {
      defaults.set(id, value);
      return value;
    });
  return `${filled.replaceAll(/\$(\d+)/g, (_, id: string) => defaults.get(id) ?? '').trimEnd()}\n`;
}

describe('What authors begin with', () => {
  it('snippets: a lab, a step and every piece for it are read without a problem', async () => {
    const snippets = JSON.parse(readFileSync(new URL('snippets/lab.json', ROOT), 'utf8')) as Record<
      string,
      { prefix: string; body: readonly string[] }
    >;
    const piece = (name: string): string => expand(snippets[name]?.body ?? assert.fail(name));
    const step = piece('Lab step');
    const checks = ['field', 'guard', 'Service reaches Pods'].map((name) =>
      piece(`Lab check: ${name}`),
    );
    const whole = step
      .replace(
        '\nhints:\n',
        () => `\n${indent(checks.join(''))}hints:\n${indent(piece('Lab hint'))}`,
      )
      .replace('\nsolution:\n', () => `\nquiz:\n${indent(piece('Lab quiz'))}solution:\n`)
      .replace('check-id.fail', 'ready.fail')
      .concat(piece('Lab command'), piece('Lab command to complete'), piece('Lab tip'))
      .concat(piece('Lab link to a place in a file'));
    const files = {
      'manifests/web.yaml': 'kind: Pod\n',
      'manifests/service.yaml': 'kind: Service\n',
    };
    const lab = piece('Lab');
    const seeds = whole.replace(
      'checks:\n',
      '  - { from: manifests/service.yaml, to: service.yaml }\nchecks:\n',
    );
    assert.deepEqual(await problemsOf({ ...files, 'lab.md': lab, 'steps/10-one.md': step }), []);
    assert.deepEqual(await problemsOf({ ...files, 'lab.md': lab, 'steps/10-one.md': seeds }), []);
  });

  it('the guide: the lab that it writes is read without a problem', async () => {
    const guide = readFileSync(new URL('docs/authoring/first-lab.md', ROOT), 'utf8');
    const files = Object.fromEntries(
      [...guide.matchAll(/^## .*`(\S+)`\n[\s\S]*?^(`{3,4})\w+\n([\s\S]*?)^\2\n/gm)].map(
        ([, file = '', , text = '']) => [file, text],
      ),
    );
    assert.deepEqual(Object.keys(files), ['lab.md', 'manifests/web.yaml', 'steps/10-label.md']);
    assert.deepEqual(await problemsOf(files), []);
  });
});

/** Indents as the pieces stand in a list of the front-matter. */
function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
