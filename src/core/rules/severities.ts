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

/** Advice that learners need not hear yet; said in a review. */
export const HINT: Severities = {
  learner: 'off',
  review: 'hint',
  'pss-baseline': 'off',
  'pss-restricted': 'off',
  all: 'hint',
};

/** A matter of taste or policy: only for those who ask for everything or for this rule. */
export const OPT_IN: Severities = {
  learner: 'off',
  review: 'off',
  'pss-baseline': 'off',
  'pss-restricted': 'off',
  all: 'hint',
};

/** Refused by the Pod Security level `baseline`, and so by `restricted`. */
export const PSS_BASELINE: Severities = {
  learner: 'warning',
  review: 'warning',
  'pss-baseline': 'error',
  'pss-restricted': 'error',
  all: 'warning',
};

/** Refused by the Pod Security level `restricted` alone. */
export const PSS_RESTRICTED: Severities = {
  learner: 'off',
  review: 'hint',
  'pss-baseline': 'off',
  'pss-restricted': 'error',
  all: 'hint',
};

/** Refused by the Pod Security level `baseline`, and rare enough to be left for a review. */
export const PSS_BASELINE_HINT: Severities = {
  learner: 'off',
  review: 'hint',
  'pss-baseline': 'error',
  'pss-restricted': 'error',
  all: 'hint',
};
