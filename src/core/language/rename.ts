import { labelValueFault } from '../kubernetes/labelSyntax.ts';
import type { TextEdit } from '../rules/rule.ts';
import { nodesOf } from '../yaml/walk.ts';
import { plainText, replaceScalar } from '../yaml/edits.ts';
import type { YamlScalar } from '../yaml/tree.ts';
import type { Place } from './definition.ts';
import type { LanguageContext } from './objects.ts';
import { type NamedSymbol, placesOf } from './symbols.ts';

const OBJECT_NAME = /^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/;
const DATA_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** Why a symbol cannot have this name; undefined when it can. */
export function renameFault({ symbol }: NamedSymbol, name: string): string | undefined {
  switch (symbol) {
    case 'object':
      return OBJECT_NAME.test(name)
        ? undefined
        : 'A name has lower-case letters, digits, "-" and "." only.';
    case 'key':
      return DATA_KEY.test(name) ? undefined : 'A key has letters, digits, "-", "_" and "." only.';
    case 'label':
      return labelValueFault(name);
  }
}

/** The new name in every place, in the quotes of the old one. */
export function renameEdits(
  symbol: NamedSymbol,
  name: string,
  context: LanguageContext,
): { uri: string; edit: TextEdit }[] {
  return placesOf(symbol, context).map((place) => {
    const scalar = scalarAt(place, context);
    return {
      uri: place.uri,
      edit:
        scalar === undefined
          ? { range: place.range, newText: plainText(name) }
          : replaceScalar(scalar, name),
    };
  });
}

function scalarAt({ uri, range }: Place, { set }: LanguageContext): YamlScalar | undefined {
  for (const file of set.files) {
    if (file.uri !== uri) continue;
    for (const { root } of file.documents) {
      if (root === undefined || root.range[0] > range[0] || root.range[1] < range[1]) continue;
      for (const node of nodesOf(root)) {
        if (node.kind === 'scalar' && node.range[0] === range[0] && node.range[1] === range[1]) {
          return node;
        }
      }
    }
  }
  return undefined;
}
