import assert from 'node:assert/strict';
import type { RealNode } from '../cluster/realNode/realNode.ts';
import { sharedNode } from '../cluster/realNode/shared.ts';

describe('A real node', () => {
  let node: RealNode;
  before(async () => {
    node = await sharedNode();
  });
  it('runs', () => {
    assert.ok(node);
  });
});
