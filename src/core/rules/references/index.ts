import type { Rule } from '../rule.ts';
import { pdbBoth } from './pdbBoth.ts';
import { selectorMismatch } from './selectorMismatch.ts';
import { serviceNoPods } from './serviceNoPods.ts';

/** Labels, selectors and references. */
export const referencesRules: readonly Rule[] = [selectorMismatch, serviceNoPods, pdbBoth];
