const IGNORE_LINE = /(?:^|\s)#\s*k8s-labs-ignore:\s*([^#\n]+)/;
const IGNORE_FILE = /^\s*#\s*k8s-labs-ignore-file\b/m;

/** What the comments of a file ask to leave out. */
export interface Suppressions {
  readonly isWholeFile: boolean;
  /** Rule ids by zero-based line. */
  readonly byLine: ReadonlyMap<number, ReadonlySet<string>>;
}

const NONE: Suppressions = { isWholeFile: false, byLine: new Map() };

/**
 * Reads `# k8s-labs-ignore: rule[, rule]` and `# k8s-labs-ignore-file`. A comment behind text is
 * about its own line; a comment that has a line to itself is about the next line with text.
 */
export function readSuppressions(text: string): Suppressions {
  if (!text.includes('k8s-labs-ignore')) return NONE;
  if (IGNORE_FILE.test(text)) return { isWholeFile: true, byLine: new Map() };
  const byLine = new Map<number, Set<string>>();
  let pending: string[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    const isComment = /^\s*#/.test(line);
    const rules = IGNORE_LINE.exec(line)?.[1]?.split(/[\s,]+/).filter((rule) => rule !== '') ?? [];
    if (isComment || line.trim() === '') {
      pending.push(...rules);
      continue;
    }
    if (pending.length + rules.length > 0) byLine.set(number, new Set([...pending, ...rules]));
    pending = [];
  }
  return { isWholeFile: false, byLine };
}
