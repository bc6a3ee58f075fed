import type { Severities } from './rule.ts';

/** Refused by the API server, or cannot work: said in every profile. */
export const ERROR: Severities = {
  learner: 'error',
  review: 'error',
  'pss-baseline': 'error',
  'pss-restricted': 'error',
  all: 'error',
};

/** Will very likely not do what is meant; the Pod Security profiles look at security alone. */
export const WARNING: Severities = {
  learner: 'warning',
  review: 'warning',
  'pss-baseline': 'off',
  'pss-restricted': 'off',
  all: 'warning',
};

/** Good to know; in every profile but those of Pod Security. */
export const INFORMATION: Severities = {
  learner: 'information',
  review: 'information',
  'pss-baseline': 'off',
  'pss-restricted': 'off',
  all: 'information',
};
