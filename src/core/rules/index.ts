import { selectorMismatch } from './references/selectorMismatch.ts';
import { serviceNoPods } from './references/serviceNoPods.ts';
import { cpuRequestMissing } from './resources/cpuRequestMissing.ts';
import { imageLatest } from './resources/imageLatest.ts';
import { memoryRequestMissing } from './resources/memoryRequestMissing.ts';
import type { Rule } from './rule.ts';
import { fileTooBig } from './text/fileTooBig.ts';
import { yamlIndent } from './text/yamlIndent.ts';
import { yamlParse } from './text/yamlParse.ts';
import { yamlTab } from './text/yamlTab.ts';

/** Every rule, by group. */
export const rules: readonly Rule[] = [
  fileTooBig,
  yamlIndent,
  yamlParse,
  yamlTab,
  selectorMismatch,
  serviceNoPods,
  cpuRequestMissing,
  imageLatest,
  memoryRequestMissing,
];
