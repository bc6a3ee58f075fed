import type { Rule } from '../rule.ts';
import { pdbBlocksDrain } from './pdbBlocksDrain.ts';
import { pdbBoth } from './pdbBoth.ts';
import { pdbNoPolicy } from './pdbNoPolicy.ts';
import { pdbSelectsNothing } from './pdbSelectsNothing.ts';
import { pdbUnhealthyPolicy } from './pdbUnhealthyPolicy.ts';
import { pdbVsHpa } from './pdbVsHpa.ts';
import { workloadNoPdb } from './workloadNoPdb.ts';

/** Budgets of disruptions. */
export const disruptionRules: readonly Rule[] = [
  pdbSelectsNothing,
  pdbBlocksDrain,
  pdbVsHpa,
  pdbNoPolicy,
  pdbBoth,
  pdbUnhealthyPolicy,
  workloadNoPdb,
];
