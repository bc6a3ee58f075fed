import type { Rule } from '../rule.ts';
import { fileTooBig } from './fileTooBig.ts';
import { yamlIndent } from './yamlIndent.ts';
import { yamlParse } from './yamlParse.ts';
import { yamlTab } from './yamlTab.ts';

/** YAML text and document structure. */
export const textRules: readonly Rule[] = [fileTooBig, yamlIndent, yamlParse, yamlTab];
