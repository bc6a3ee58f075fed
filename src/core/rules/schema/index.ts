import type { Rule } from '../rule.ts';
import { apiDeprecated } from './apiDeprecated.ts';
import { apiRemoved } from './apiRemoved.ts';
import { containersNotList } from './containersNotList.ts';
import { fieldDeprecated } from './fieldDeprecated.ts';
import { fieldWrongLevel } from './fieldWrongLevel.ts';
import { namespaceOnClusterScoped } from './namespaceOnClusterScoped.ts';
import { schemaEnum } from './schemaEnum.ts';
import { schemaFormat } from './schemaFormat.ts';
import { schemaRange } from './schemaRange.ts';
import { schemaRequired } from './schemaRequired.ts';
import { schemaType } from './schemaType.ts';
import { unknownField } from './unknownField.ts';
import { unknownKind } from './unknownKind.ts';
import { wrongApiVersion } from './wrongApiVersion.ts';

/** What the schemas of Kubernetes' own objects say. */
export const schemaRules: readonly Rule[] = [
  unknownKind,
  wrongApiVersion,
  schemaType,
  schemaRequired,
  unknownField,
  fieldWrongLevel,
  schemaEnum,
  schemaFormat,
  schemaRange,
  apiDeprecated,
  apiRemoved,
  fieldDeprecated,
  namespaceOnClusterScoped,
  containersNotList,
];
