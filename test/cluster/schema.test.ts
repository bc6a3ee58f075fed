import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kubernetesSources } from '../../scripts/schema/goModules.ts';
import { RELEASES } from '../../scripts/schema/releases.ts';
import { SCHEMA_FOLDER, schemaFiles } from '../../scripts/schema/schemaFiles.ts';
import { readSourceFile } from '../../src/core/rules/sourceFile.ts';
import { pathTo } from '../../src/core/rules/schema/words.ts';
import { builtInSchema, SUPPORTED_MINORS } from '../../src/core/schema/builtIn.ts';
import { type SchemaFault, schemaFaults } from '../../src/core/schema/walk.ts';

/** Their values are made up, and so may be outside an enum or a range. */
const SHAPE: readonly SchemaFault['fault'][] = ['unknown', 'type', 'missing'];

describe('The schemas of Kubernetes', function () {
  this.timeout(300_000);

  it('are what the modules of the releases say (`npm run build:schema` writes them anew)', async () => {
    for (const [name, text] of Object.entries(await schemaFiles())) {
      const stored = await readFile(new URL(name, SCHEMA_FOLDER), 'utf8');
      assert.ok(stored === text, `${name} is out of date`);
    }
  });

  it('cover the minor versions in support', () => {
    assert.deepEqual(
      SUPPORTED_MINORS,
      RELEASES.map((release) => Number(release.split('.')[1])),
    );
  });

  for (const release of RELEASES) {
    it(`know every field of the examples in ${release}`, async () => {
      const { api, minor } = await kubernetesSources(release);
      const schema = builtInSchema(minor);
      const folder = join(api, 'testdata', 'HEAD');
      const faults: string[] = [];
      let count = 0;
      for (const name of (await readdir(folder)).filter((one) => one.endsWith('.yaml'))) {
        const text = await readFile(join(folder, name), 'utf8');
        for (const { root, apiVersion, kind } of readSourceFile(name, text).objects) {
          const type = schema.typeOf(apiVersion, kind);
          if (type === undefined) continue;
          count += 1;
          for (const fault of schemaFaults(root, type)) {
            if (SHAPE.includes(fault.fault)) faults.push(`${name}: ${inWords(fault)}`);
          }
        }
      }
      assert.deepEqual(faults, []);
      assert.ok(count >= 90, `only ${count} of the examples are known`);
    });
  }
});

function inWords(fault: SchemaFault): string {
  const name =
    fault.fault === 'missing' ? fault.name : 'pair' in fault ? fault.pair.name : fault.field.name;
  return `${fault.fault} ${pathTo(fault.frames, name)}`;
}
