const IGNORE_LINE = /(?:^|\s)#\s*k8s-labs-ignore:\s*([^#\n]+)/;
const IGNORE_FILE = /^[ \t]*#[ \t]*k8s-labs-ignore-file[ \t]*(:.*)?$/gm;

/** What the comments of a file ask to leave out. */
export interface Suppressions {
  readonly isWholeFile: boolean;
  /** Rule ids that are left out in the whole file. */
  readonly inFile: ReadonlySet<string>;
  /** Rule ids by zero-based line. */
  readonly byLine: ReadonlyMap<number, ReadonlySet<string>>;
}

const NONE: Suppressions = { isWholeFile: false, inFile: new Set(), byLine: new Map() };

/**
 * Reads `# k8s-labs-ignore: rule[, rule]`, `# k8s-labs-ignore-file` for every rule and
 * `# k8s-labs-ignore-file: rule[, rule]` for some. A comment behind text is
 * about its own line; a comment that has a line to itself is about the next line with text.
 */
export function readSuppressions(text: string): Suppressions {
  if (!text.includes('k8s-labs-ignore')) return NONE;
  const inFile = new Set<string>();
  for (const [, list] of text.matchAll(IGNORE_FILE)) {
    if (list === undefined) return { ...NONE, isWholeFile: true };
    for (const rule of ruleIds(list.slice(1))) inFile.add(rule);
  }
  const byLine = new Map<number, Set<string>>();
  let pending: string[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    const isComment = /^\s*#/.test(line);
    const rules = ruleIds(IGNORE_LINE.exec(line)?.[1] ?? '');
    if (isComment || line.trim() === '') {
      pending.push(...rules);
      continue;
    }
    if (pending.length + rules.length > 0) byLine.set(number, new Set([...pending, ...rules]));
    pending = [];
  }
  return { isWholeFile: false, inFile, byLine };
}

function ruleIds(list: string): string[] {
  return list.split(/[\s,]+/).filter((rule) => rule !== '');
}
