import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { configSchema } from '../../../src/core/rules/configSchema.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { TOOL_SCHEMAS } from '../../../src/core/toolFiles.ts';

const REPO = new URL('../../../', import.meta.url);
const SCHEMAS = new URL('schemas/', REPO);

describe('The schemas for files of tools', () => {
  it('have one for the configuration that knows every rule (UPDATE=1 writes it anew)', () => {
    const file = new URL('k8s-labs.schema.json', SCHEMAS);
    const expected = configSchema(rules);
    if (process.env['UPDATE'] === '1') {
      writeFileSync(file, `${JSON.stringify(expected, undefined, 2)}\n`);
    }
    assert.deepEqual(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}, expected);
  });

  it('are those that the extension names, to its own server and to others', () => {
    const names = TOOL_SCHEMAS.map(({ schema }) => schema).toSorted();
    assert.deepEqual(readdirSync(SCHEMAS).toSorted(), names);
    const manifest = JSON.parse(readFileSync(new URL('package.json', REPO), 'utf8')) as {
      contributes: { yamlValidation: { fileMatch: string[]; url: string }[] };
    };
    assert.deepEqual(
      manifest.contributes.yamlValidation,
      TOOL_SCHEMAS.map(({ fileMatch, schema }) => ({ fileMatch, url: `./schemas/${schema}` })),
    );
  });
});
