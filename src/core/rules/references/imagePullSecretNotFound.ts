import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingReferences } from './missingReferences.ts';

/** Flags Secrets for pulling images that the files do not describe. */
export const imagePullSecretNotFound: ObjectRule = {
  id: 'imagepullsecret-not-found',
  group: 'references',
  summary: 'The Secrets for pulling images must exist in the namespace of the Pod.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  check: (context) =>
    missingReferences(
      context,
      ({ use }) => use === 'pull',
      'Images are pulled without it then, and private ones cannot be.',
    ),
};
