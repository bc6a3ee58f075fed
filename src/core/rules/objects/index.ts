import type { Rule } from '../rule.ts';

/** Services, configuration, storage, batch. */
export const objectsRules: readonly Rule[] = [];
