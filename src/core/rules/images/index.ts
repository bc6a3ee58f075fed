import type { Rule } from '../rule.ts';
import { imageDigest } from './imageDigest.ts';
import { imageLatest } from './imageLatest.ts';
import { imagePullPolicy } from './imagePullPolicy.ts';
import { imageRegistry } from './imageRegistry.ts';

/** Images. */
export const imageRules: readonly Rule[] = [
  imageLatest,
  imageDigest,
  imageRegistry,
  imagePullPolicy,
];
