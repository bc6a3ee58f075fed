import snippets from '../../../snippets/kubernetes.json' with { type: 'json' };
import type { FieldType } from '../schema/fieldTypes.ts';
import type { Cursor } from './cursor.ts';

/** A whole object, or a part of one, with places to fill in. */
export interface SnippetCompletion {
  readonly label: string;
  /** Other text by which it is found. */
  readonly filter: string;
  readonly detail: string;
  readonly description: string;
  /** In the syntax of the editor's snippets, with all its indentation. */
  readonly insert: string;
}

interface Snippet {
  readonly name: string;
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const ALL: readonly Snippet[] = Object.entries(snippets).map(([name, snippet]) => {
  return { name, ...snippet };
});

/** Ends of the names of snippets that are parts, by the type that they are parts of. */
const PARTS: Readonly<Record<string, string>> = {
  'core.v1.Container': '(container)',
  'core.v1.PodSpec': '(Pod)',
};

/**
 * Snippets that fit where the cursor is: whole objects where a document starts, parts where their
 * fields belong. Anywhere else they would only be in the way.
 */
export function snippetsAt(cursor: Cursor, type: FieldType | undefined): SnippetCompletion[] {
  const { column, path, role, siblings } = cursor;
  if (role === 'value') return [];
  const isStart = role === 'key' && path.length === 0 && column === 0 && siblings.size === 0;
  const part = type?.kind === 'object' ? PARTS[type.name] : undefined;
  const fitting = ALL.filter(({ body, name }) => {
    if (part === undefined)
      return isStart && !Object.values(PARTS).some((end) => name.endsWith(end));
    const [field = ''] = body[0]?.split(':') ?? [];
    return name.endsWith(part) && !siblings.has(field);
  });
  return fitting.map(({ body, description, name, prefix: [label = '', filter = ''] }) => {
    const insert = body.join(`\n${' '.repeat(column)}`).replace(/\n\s*\$0$/, '$0');
    return { label, filter: `${label} ${filter}`, detail: name, description, insert };
  });
}
