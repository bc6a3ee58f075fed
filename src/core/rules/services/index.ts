import type { Rule } from '../rule.ts';
import { serviceType } from './serviceType.ts';
import { serviceDnsMissing } from './serviceDnsMissing.ts';
import { serviceNoSelector } from './serviceNoSelector.ts';
import { serviceExternalName } from './serviceExternalName.ts';
import { servicePortNames } from './servicePortNames.ts';
import { serviceNoPods } from './serviceNoPods.ts';
import { serviceSelectsMany } from './serviceSelectsMany.ts';
import { serviceTargetPortName } from './serviceTargetPortName.ts';
import { serviceTargetPortNumber } from './serviceTargetPortNumber.ts';

/** Services and the Pods behind them. */
export const servicesRules: readonly Rule[] = [
  serviceNoPods,
  serviceTargetPortNumber,
  serviceTargetPortName,
  serviceSelectsMany,
  servicePortNames,
  serviceExternalName,
  serviceNoSelector,
  serviceDnsMissing,
  serviceType,
];
