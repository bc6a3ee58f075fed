import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingReferences } from './missingReferences.ts';

/** Flags Secrets that a Pod needs and that the files do not describe. */
export const secretNotFound: ObjectRule = {
  id: 'secret-not-found',
  group: 'references',
  summary: 'The Secrets that a Pod uses must exist in its namespace.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  check: (context) =>
    missingReferences(
      context,
      ({ kind, isOptional, use }) => kind === 'Secret' && use !== 'pull' && !isOptional,
      'Until it exists the container does not start.',
    ),
};
