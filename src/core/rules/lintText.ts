import type { OffsetRange } from '../yaml/tree.ts';
import { lintFile } from './engine.ts';
import { rules } from './index.ts';
import { readSourceFile } from './sourceFile.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';

/** A finding in one file on its own. */
export interface TextFinding {
  readonly rule: string;
  readonly message: string;
  readonly range: OffsetRange;
  /** One-based. */
  readonly line: number;
}

/** What the rules of learners say about one file; others are not looked at. */
export function lintText(name: string, text: string): TextFinding[] {
  const file = readSourceFile(name, text);
  const index = new WorkspaceIndex();
  index.replace(file);
  return lintFile(file, index, { rules, profile: 'learner' }).map(({ message, range, rule }) => ({
    rule,
    message,
    range,
    line: file.lines.positionAt(range[0]).line + 1,
  }));
}
