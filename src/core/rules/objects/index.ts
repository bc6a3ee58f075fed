import type { Rule } from '../rule.ts';
import { configMapSensitive } from './configMapSensitive.ts';
import { secretTypeKeys } from './secretTypeKeys.ts';
import { configMapData } from './configMapData.ts';
import { secretBase64 } from './secretBase64.ts';
import { secretNewline } from './secretNewline.ts';

/** Services, configuration, storage, batch. */
export const objectsRules: readonly Rule[] = [
  configMapData,
  secretBase64,
  secretNewline,
  secretTypeKeys,
  configMapSensitive,
];
