import type { Rule } from '../rule.ts';
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
];
