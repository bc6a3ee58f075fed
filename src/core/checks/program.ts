import { redactText } from '../kubernetes/redact.ts';
import { matchesPattern } from '../patterns.ts';
import type { ProgramAnswer } from '../ports.ts';

/** How a program should have ended. */
export interface WantedAnswer {
  readonly exit: number | 'failure';
  readonly stdoutMatches?: string | undefined;
}

export function isAsWanted({ exit, stdoutMatches }: WantedAnswer, answer: ProgramAnswer): boolean {
  const isCode = exit === 'failure' ? answer.code !== 0 : answer.code === exit;
  return (
    isCode && (stdoutMatches === undefined || matchesPattern(stdoutMatches, answer.stdout.trim()))
  );
}

/** `exit code 1: cat: no such file`. */
export function describeProgram({ code, stdout, stderr }: ProgramAnswer): string {
  const said = (code === 0 ? stdout.trim() || stderr.trim() : stderr.trim() || stdout.trim()).slice(
    0,
    200,
  );
  return `exit code ${code}${said === '' ? '' : `: ${redactText(said)}`}`;
}
