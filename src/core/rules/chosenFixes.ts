import type { LintFinding } from './engine.ts';
import type { Fix, TextEdit } from './rule.ts';

interface Span {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** The fixes that need no look, apart from those that touch what one before them changes. */
export function mechanicalFixes(findings: readonly LintFinding[]): Fix[] {
  const chosen: Fix[] = [];
  const taken: Span[] = [];
  for (const { fixes = [] } of findings) {
    const fix = fixes.find(({ isMechanical }) => isMechanical === true);
    if (fix === undefined) continue;
    const spans = fix.edits.map(({ uri, edit: { range } }) => {
      return { uri, start: range[0], end: range[1] };
    });
    if (spans.some((span) => taken.some((other) => touches(span, other)))) continue;
    chosen.push(fix);
    taken.push(...spans);
  }
  return chosen;
}

function touches(a: Span, b: Span): boolean {
  return a.uri === b.uri && a.start <= b.end && b.start <= a.end;
}

/** A file's text with edits made to it that do not touch each other. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.range[0] - a.range[0])
    .reduce(
      (changed, { range, newText }) =>
        changed.slice(0, range[0]) + newText + changed.slice(range[1]),
      text,
    );
}
