import { runMocha } from './mochaSuite.ts';
import type { Suite } from './suite.ts';

/** Everything that needs neither an editor nor a cluster. */
export const unit: Suite = {
  name: 'unit',
  text: 'core, command line and bundled labs, without an editor or a cluster',
  guessMs: 15_000,
  run: (context) => runMocha({ files: 'test/unit/**/*.test.ts', timeoutMs: 10_000, context }),
};
