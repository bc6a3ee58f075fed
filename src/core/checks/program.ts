import * as z from 'zod';
import { redactText } from '../kubernetes/redact.ts';
import { matchesPattern } from '../patterns.ts';
import type { ProgramAnswer } from '../ports.ts';
import { patternSchema } from './patternSchema.ts';

/** Fields of checks that run a program: how it should have ended. */
export const answerFields = {
  /** `failure`: any code but 0. */
  exit: z.union([z.number().int().min(0).max(255), z.literal('failure')]).default(0),
  stdoutMatches: patternSchema.optional(),
};

/** A program with its arguments; no shell reads it. */
export const programSchema = z.array(z.string()).min(1).max(50);

/** How a program should have ended. */
export interface WantedAnswer {
  readonly exit: number | 'failure';
  readonly stdoutMatches?: string | undefined;
}

/** `exit code 0 and an output with ^ok`. */
export function describeWanted({ exit, stdoutMatches }: WantedAnswer): string {
  const code = exit === 'failure' ? 'an exit code other than 0' : `exit code ${exit}`;
  return stdoutMatches === undefined ? code : `${code} and an output with ${stdoutMatches}`;
}

/** A pattern that every output fits proves nothing. */
export function emptyPatternFaults({
  stdoutMatches,
}: WantedAnswer): { field: 'stdoutMatches'; message: string }[] {
  return stdoutMatches !== undefined && matchesPattern(stdoutMatches, '')
    ? [{ field: 'stdoutMatches', message: 'This pattern fits an empty output too.' }]
    : [];
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
