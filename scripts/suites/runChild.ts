import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import { exitOf, spawnGroup, stopGroup } from '../bootstrap/processGroup.mjs';
import { aborted } from '../toolchain/runScript.ts';

/** A program that a suite runs to its end. */
export interface Child {
  readonly command: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  readonly options: SpawnOptions;
  /** Called with each line of its standard output when that is a pipe. */
  readonly onLine?: (line: string) => void;
  /** Called once it runs, for what needs the process itself. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a program; nothing that it started is left when this returns. @returns its exit code */
export async function runChild(request: Child): Promise<number> {
  const { command, args, signal, options, onLine, onStart } = request;
  const child = spawnGroup(command, args, options);
  onStart?.(child);
  const lines =
    child.stdout && onLine
      ? createInterface({ input: child.stdout }).on('line', onLine)
      : undefined;
  const linesEnded = new Promise<void>((resolve) => {
    if (lines) lines.once('close', resolve);
    else resolve();
  });
  try {
    const code = await Promise.race([exitOf(child), aborted(signal)]);
    await linesEnded;
    return code;
  } finally {
    await stopGroup(child, 2_000);
  }
}
