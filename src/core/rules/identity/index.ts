import type { Rule } from '../rule.ts';
import { namespaceNotFound } from './namespaceNotFound.ts';
import { duplicateObject } from './duplicateObject.ts';
import { annotationType } from './annotationType.ts';
import { labelInvalid } from './labelInvalid.ts';
import { missingKindOrApiVersion } from './missingKindOrApiVersion.ts';
import { nameInvalid } from './nameInvalid.ts';
import { nameMissing } from './nameMissing.ts';

/** Object identity and schema. */
export const identityRules: readonly Rule[] = [
  missingKindOrApiVersion,
  nameMissing,
  nameInvalid,
  labelInvalid,
  annotationType,
  duplicateObject,
  namespaceNotFound,
];
