import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { recoverYaml } from '../../../src/adapters/yaml/yamlRecovery.ts';
import type { LintOptions } from '../../../src/core/rules/engine.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { LintSession } from '../../../src/core/rules/lintSession.ts';
import { FIXTURES } from './fixtures.ts';

const OPTIONS: LintOptions = { rules, profile: 'all' };

/** Files per set: enough to have something to say about each other. */
const FILES = 12;

const EDITS = 400;

/** The same numbers in every run, so that a failure can be looked at again. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Manifests that are healthy, and such that are not, cut into their documents. */
function documents(): string[] {
  return readdirSync(FIXTURES).flatMap((rule) =>
    readdirSync(new URL(`${rule}/`, FIXTURES))
      .filter((name) => /^(?:broken|fixed|near-miss)/.test(name))
      .map((name) => readFileSync(new URL(`${rule}/${name}`, FIXTURES), 'utf8'))
      .filter((text) => text.length < 10_000)
      .flatMap((text) => text.split(/^---\n/m)),
  );
}

function newSession(): LintSession {
  const session = new LintSession(() => OPTIONS);
  session.useRecovery(recoverYaml);
  return session;
}

describe('An incremental session', () => {
  it('finds after every change what a fresh one finds', function () {
    this.timeout(60_000);
    const random = seeded(20_261_126);
    const pool = documents();
    const session = newSession();
    const texts = new Map<string, string>();
    for (let edit = 0; edit < EDITS; edit++) {
      const uri = `file:///lab/${random(FILES)}.yaml`;
      if (random(8) === 0) {
        texts.delete(uri);
        session.remove(uri);
      } else {
        const text = [pool[random(pool.length)], pool[random(pool.length)]].join('---\n');
        texts.set(uri, text);
        session.change(uri, text);
      }
      if (edit % 8 > 0) continue;
      const fresh = newSession();
      for (const [each, text] of texts) fresh.load(each, text);
      // What a half-typed file says about others is not believed, so others keep what they had.
      if ([...fresh.index.files].some(({ broken }) => broken.length > 0)) continue;
      for (const each of texts.keys()) {
        fresh.run(each);
        assert.deepEqual(describe(session, each), describe(fresh, each), `${each} after ${edit}`);
      }
    }

    function describe(of: LintSession, uri: string): string[] {
      return of
        .findings(uri)
        .map(({ rule, range, message }) => [rule, ...range, message].join(' '));
    }
  });
});
