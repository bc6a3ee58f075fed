import type { Rule } from '../rule.ts';
import { listKind } from './listKind.ts';
import { fileTooBig } from './fileTooBig.ts';
import { generatorNoise } from './generatorNoise.ts';
import { placeholderLeft } from './placeholderLeft.ts';
import { serverFields } from './serverFields.ts';
import { sortedKeys } from './sortedKeys.ts';
import { yamlAnchorTag } from './yamlAnchorTag.ts';
import { yamlDuplicateKey } from './yamlDuplicateKey.ts';
import { yamlEmptyDocument } from './yamlEmptyDocument.ts';
import { yamlImplicitType } from './yamlImplicitType.ts';
import { yamlIndent } from './yamlIndent.ts';
import { yamlInvisible } from './yamlInvisible.ts';
import { yamlLongKey } from './yamlLongKey.ts';
import { yamlMissingSeparator } from './yamlMissingSeparator.ts';
import { yamlMultiDoc } from './yamlMultiDoc.ts';
import { yamlOctal } from './yamlOctal.ts';
import { yamlParse } from './yamlParse.ts';
import { yamlTab } from './yamlTab.ts';
import { yamlTemplateSyntax } from './yamlTemplateSyntax.ts';

/** YAML text and document structure. */
export const textRules: readonly Rule[] = [
  fileTooBig,
  generatorNoise,
  placeholderLeft,
  serverFields,
  sortedKeys,
  yamlAnchorTag,
  yamlDuplicateKey,
  yamlEmptyDocument,
  yamlImplicitType,
  yamlIndent,
  yamlInvisible,
  yamlLongKey,
  yamlMissingSeparator,
  yamlMultiDoc,
  yamlOctal,
  yamlParse,
  yamlTab,
  yamlTemplateSyntax,
  listKind,
];
