import type { Rule } from '../rule.ts';
import { crdInstance } from './crdInstance.ts';

/** Custom resources and their definitions. */
export const customResourceRules: readonly Rule[] = [crdInstance];
