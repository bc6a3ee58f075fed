import type { Rule } from '../rule.ts';
import { kustomizePath } from './kustomizePath.ts';

/** Configuration of kustomize. */
export const kustomizeRules: readonly Rule[] = [kustomizePath];
