import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { missingReferences } from './missingReferences.ts';

/** Tells of optional ConfigMaps and Secrets that the files do not describe. */
export const refOptionalMissing: ObjectRule = {
  id: 'ref-optional-missing',
  group: 'references',
  summary: 'A ConfigMap or Secret that is optional is not there: the Pod starts without it.',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  check: (context) =>
    missingReferences(
      context,
      ({ isOptional }) => isOptional,
      'The reference is optional, so the Pod starts without it.',
    ),
};
