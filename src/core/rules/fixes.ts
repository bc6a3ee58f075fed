import type { Fix, TextEdit } from './rule.ts';

interface FixOptions {
  readonly isPreferred?: boolean;
  readonly isMechanical?: boolean;
}

/** A fix whose edits all stand in one file. */
export function fix(
  { uri }: { readonly uri: string },
  title: string,
  edits: readonly TextEdit[],
  { isPreferred = false, isMechanical = false }: FixOptions = {},
): Fix {
  return { title, edits: edits.map((edit) => ({ uri, edit })), isPreferred, isMechanical };
}

/** The one fix of a finding, where its edit can be made. */
export function offer(
  document: { readonly uri: string },
  title: string,
  edit: TextEdit | undefined,
  options: FixOptions = {},
): Fix[] {
  return edit === undefined
    ? []
    : [fix(document, title, [edit], { isPreferred: true, ...options })];
}
