import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingReferences } from './missingReferences.ts';

/** Flags ConfigMaps that a Pod needs and that the files do not describe. */
export const configMapNotFound: ObjectRule = {
  id: 'configmap-not-found',
  group: 'references',
  summary: 'The ConfigMaps that a Pod uses must exist in its namespace.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  check: (context) =>
    missingReferences(
      context,
      ({ kind, isOptional }) => kind === 'ConfigMap' && !isOptional,
      'Until it exists the container does not start.',
    ),
};
