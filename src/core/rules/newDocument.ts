import { newLines, type NewValue } from '../yaml/edits.ts';
import type { TextEdit } from './rule.ts';

/** Writes another object behind the last one of a file. */
export function newDocument(
  { text }: { readonly text: string },
  object: { readonly [key: string]: NewValue },
): TextEdit {
  const start = text.endsWith('\n') ? '---\n' : '\n---\n';
  const lines = newLines(object, 0).join('\n');
  return { range: [text.length, text.length], newText: `${start}${lines}\n` };
}

/** `metadata` of an object that belongs beside this one. */
export function metadataBeside(
  { namespace }: { readonly namespace: string | undefined },
  name: string,
): { readonly [key: string]: NewValue } {
  return namespace === undefined ? { name } : { name, namespace };
}
