import type { Rule } from '../rule.ts';
import { overlappingSelectors } from './overlappingSelectors.ts';
import { selectorManualJob } from './selectorManualJob.ts';
import { selectorMismatch } from './selectorMismatch.ts';
import { selectorMissing } from './selectorMissing.ts';

/** Selectors of workloads. */
export const selectorsRules: readonly Rule[] = [
  selectorMismatch,
  selectorMissing,
  selectorManualJob,
  overlappingSelectors,
];
