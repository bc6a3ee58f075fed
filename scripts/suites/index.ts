import { cluster } from './cluster.ts';
import { go } from './go.ts';
import { host } from './host.ts';
import { lint } from './lint.ts';
import { real } from './real.ts';
import type { Suite } from './suite.ts';
import { ui } from './ui.ts';
import { unit } from './unit.ts';

/** All suites, the quick ones first. */
export const suites: readonly Suite[] = [lint, unit, go, cluster, real, host, ui];
