const VARIABLE = /\{\{\s*([A-Za-z][\w-]*)\s*\}\}/g;

/** What every lab may use without declaring it. */
export const KNOWN_VARIABLES: readonly string[] = ['namespace', 'context'];

/** Fills `{{name}}` in; a name that has no value stays as it is written. */
export function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(VARIABLE, (written, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? written) : written,
  );
}

/** Every `{{name}}` of a text with its offset. */
export function variablesIn(text: string): { name: string; written: string; at: number }[] {
  return [...text.matchAll(VARIABLE)].map((match) => ({
    name: match[1] ?? '',
    written: match[0],
    at: match.index,
  }));
}
