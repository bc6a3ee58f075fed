import assert from 'node:assert/strict';
import { parseYaml } from '../../../src/core/yaml/parse.ts';
import { yamlPlace } from '../../../src/ui/yamlPlace.ts';

const TEXT = `kind: Service
metadata:
  labels:
    app.kubernetes.io/name: stock
spec:
  selector: { app: stok }
  ports:
    - port: 80
    - port: 8000
`;

function textAt(path: string): string {
  const root = parseYaml(TEXT)[0]?.root;
  assert.ok(root);
  return TEXT.slice(...yamlPlace(root, path));
}

describe('The place of a field path in a manifest', () => {
  const places: readonly [path: string, text: string][] = [
    ['spec.selector.app', 'stok'],
    ['{.spec.ports[1].port}', '8000'],
    ['spec.ports[?(@.port==80)].port', '80'],
    ['metadata.labels.app\\.kubernetes\\.io/name', 'stock'],
  ];
  for (const [path, text] of places) {
    it(`is its value: ${path}`, () => assert.equal(textAt(path), text));
  }

  it('is the nearest thing above it that exists', () => {
    assert.equal(textAt('spec.selector.tier'), '{ app: stok }');
    assert.match(textAt('status.phase'), /^kind: Service/);
  });

  it('is the whole document for a path that is none', () => {
    assert.match(textAt('spec.ports[?('), /^kind: Service/);
  });
});
