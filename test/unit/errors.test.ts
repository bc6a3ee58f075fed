import assert from 'node:assert/strict';
import { LabError } from '../../src/core/errors.ts';

describe('A LabError', () => {
  it('is known as one when it comes from another bundle, whose class is a copy', () => {
    const error = Object.assign(new Error('No answer.'), {
      name: 'LabError',
      reason: 'cluster-unreachable',
    });
    assert.ok(error instanceof LabError);
    assert.ok(new LabError('no-run', 'Not started.') instanceof LabError);
  });

  it('is no other error and nothing else', () => {
    assert.ok(!(new TypeError('x') instanceof LabError));
    assert.ok(!(({ name: 'LabError' } as unknown) instanceof LabError));
  });
});
