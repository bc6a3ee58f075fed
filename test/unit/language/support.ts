import assert from 'node:assert/strict';
import type { LanguageContext } from '../../../src/core/language/objects.ts';
import { readSourceFile } from '../../../src/core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../../../src/core/rules/workspaceIndex.ts';
import { builtInSchema } from '../../../src/core/schema/builtIn.ts';
import type { Place } from '../../../src/core/language/definition.ts';

/** A text with its `|` taken out, and where that was. */
export function marked(text: string): { text: string; offset: number } {
  const offset = text.indexOf('|');
  assert.notEqual(offset, -1, 'no | in the text');
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

/** The language features' view of one file, with others beside it. */
export function contextOf(
  text: string,
  others: Readonly<Record<string, string>> = {},
): LanguageContext {
  const index = new WorkspaceIndex();
  for (const [name, other] of Object.entries(others)) {
    index.replace(readSourceFile(`file:///lab/${name}`, other));
  }
  const file = readSourceFile('file:///lab/file.yaml', text);
  index.replace(file);
  return { file, set: index.setOf(file.uri), schema: builtInSchema() };
}

/** Places as `line: text`. */
export function shown(places: readonly Place[], { set }: LanguageContext): string[] {
  return places.map(({ uri, range }) => {
    const file = [...set.files].find((one) => one.uri === uri);
    const line = (file?.lines.positionAt(range[0]).line ?? -1) + 1;
    return `${uri.slice(uri.lastIndexOf('/') + 1)}:${line} ${file?.text.slice(...range) ?? ''}`;
  });
}
