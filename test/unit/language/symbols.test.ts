import assert from 'node:assert/strict';
import { definitions } from '../../../src/core/language/definition.ts';
import { lenses } from '../../../src/core/language/lenses.ts';
import { renameEdits, renameFault } from '../../../src/core/language/rename.ts';
import { placesOf, symbolAt } from '../../../src/core/language/symbols.ts';
import { withEdits } from '../../../src/core/rules/chosenFixes.ts';
import { SHOP } from '../../support/shop.ts';
import { contextOf, marked, shown } from './support.ts';

function defined(source: string): string[] {
  const { text, offset } = marked(source);
  const context = contextOf(text);
  return shown(definitions(context, offset), context);
}

function used(source: string): string[] {
  const { text, offset } = marked(source);
  const context = contextOf(text);
  const found = symbolAt(context, offset);
  return found === undefined ? [] : shown(placesOf(found.symbol, context), context);
}

function renamed(source: string, name: string): string {
  const { text, offset } = marked(source);
  const context = contextOf(text);
  const found = symbolAt(context, offset);
  assert.ok(found);
  assert.equal(renameFault(found.symbol, name), undefined);
  const edits = renameEdits(found.symbol, name, context);
  return withEdits(
    text,
    edits.map(({ edit }) => edit),
  );
}

describe('Going to a definition', () => {
  it("leads from a ConfigMap's name and key to the ConfigMap", () => {
    assert.deepEqual(
      defined(
        SHOP.replace(
          '  name: settings\n                  key',
          '  name: sett|ings\n                  key',
        ),
      ),
      ['file.yaml:4 settings'],
    );
    assert.deepEqual(defined(SHOP.replace('key: MODE', 'key: MO|DE')), ['file.yaml:6 MODE']);
  });

  it('leads from a selector to the labels of the Pods', () => {
    assert.deepEqual(defined(SHOP.replace('    app: web\n  ports', '    app: we|b\n  ports')), [
      'file.yaml:20 web',
    ]);
  });

  it('leads from ports to ports, and from mounts to volumes', () => {
    assert.deepEqual(defined(SHOP.replace('targetPort: http', 'targetPort: ht|tp')), [
      'file.yaml:29 http',
    ]);
    assert.deepEqual(
      defined(
        SHOP.replace('- name: data\n              mount', '- name: da|ta\n              mount'),
      ),
      ['file.yaml:23 data'],
    );
    assert.deepEqual(defined(SHOP.replace('number: 80', 'number: 8|0')), ['file.yaml:52 80']);
  });

  it('leads nowhere from what is no name', () => {
    assert.deepEqual(defined(SHOP.replace('pathType: Prefix', 'pathType: Pre|fix')), []);
  });
});

describe('Finding uses', () => {
  it('finds those of an object, of a key and of a label', () => {
    assert.deepEqual(used(SHOP.replace('name: settings', 'name: set|tings')), [
      'file.yaml:4 settings',
      'file.yaml:35 settings',
    ]);
    assert.deepEqual(used(SHOP.replace('  MODE:', '  MO|DE:')), [
      'file.yaml:6 MODE',
      'file.yaml:36 MODE',
    ]);
    assert.deepEqual(
      used(SHOP.replace('        app: web\n    spec', '        app: we|b\n    spec')),
      ['file.yaml:20 web', 'file.yaml:16 web', 'file.yaml:50 web'],
    );
  });

  it('finds the same from a use', () => {
    assert.equal(used(SHOP.replace('key: MODE', 'key: |MODE')).length, 2);
  });
});

describe('Renaming', () => {
  it('changes a label wherever it stands, and nothing else', () => {
    const text = renamed(SHOP.replace('    app: web\n  ports', '    app: |web\n  ports'), 'shop');
    assert.equal(text, SHOP.replaceAll('app: web', 'app: shop'));
  });

  it('changes the name of an object and its uses', () => {
    const text = renamed(SHOP.replace('name: settings', 'name: |settings'), 'options');
    assert.equal(text, SHOP.replaceAll('settings', 'options'));
  });

  it('changes a Service and the Ingress that sends there, not what is only called the same', () => {
    const text = renamed(
      SHOP.replace(
        'kind: Service\nmetadata:\n  name: web',
        'kind: Service\nmetadata:\n  name: |web',
      ),
      'front',
    );
    assert.equal(
      text,
      SHOP.replace(
        'kind: Service\nmetadata:\n  name: web',
        'kind: Service\nmetadata:\n  name: front',
      ).replace('service:\n                name: web', 'service:\n                name: front'),
    );
  });

  it('tells which names cannot be', () => {
    const { text, offset } = marked(SHOP.replace('name: settings', 'name: |settings'));
    const found = symbolAt(contextOf(text), offset);
    assert.ok(found);
    assert.match(renameFault(found.symbol, 'My Name') ?? '', /lower-case/);
  });
});

describe('Lenses', () => {
  it('say above a selector what it finds', () => {
    const context = contextOf(SHOP);
    assert.deepEqual(
      lenses(context).map(({ text, places }) => [text, shown(places, context)]),
      [['selects the Pods of Deployment web', ['file.yaml:12 web']]],
    );
  });

  it('say so when it finds nothing', () => {
    const context = contextOf(SHOP.replace('    app: web\n  ports', '    app: wbe\n  ports'));
    assert.deepEqual(
      lenses(context).map(({ text }) => text),
      ['selects no Pods'],
    );
  });
});
