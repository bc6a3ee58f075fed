import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { checkKinds } from '../../../src/core/checks/kinds/index.ts';
import { checkKindsTable } from '../../../src/core/checks/kindsTable.ts';

const PAGE = new URL('../../../docs/authoring/check-types.md', import.meta.url);

describe('The page of the check types', () => {
  it('lists exactly the types there are (UPDATE=1 writes it anew)', () => {
    const expected = checkKindsTable(checkKinds);
    if (process.env['UPDATE'] === '1') writeFileSync(PAGE, expected);
    assert.equal(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '', expected);
  });
});
