import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingReferences } from './missingReferences.ts';

/** Flags claims that a Pod mounts and that the files do not describe. */
export const pvcNotFound: ObjectRule = {
  id: 'pvc-not-found',
  group: 'references',
  summary: 'The PersistentVolumeClaims that a Pod uses must exist in its namespace.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  check: (context) =>
    missingReferences(
      context,
      ({ kind }) => kind === 'PersistentVolumeClaim',
      'Until it exists the Pod stays Pending.',
    ),
};
