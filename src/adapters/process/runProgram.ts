import { spawn } from 'node:child_process';

export interface ProgramResult {
  readonly code: number;
  /** At most 1 MB; what comes after is dropped. */
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT_CHARS = 1_000_000;

/**
 * Runs a program with arguments, without a shell, and waits for its end. Aborting kills it, and
 * with `asGroup` all that it started.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; signal: AbortSignal; asGroup?: boolean },
): Promise<ProgramResult> {
  // Windows has no process groups; there only the program itself is ended.
  const isGroup = options.asGroup === true && process.platform !== 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(isGroup ? { detached: true } : { signal: options.signal }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    if (isGroup) {
      const kill = (): void => {
        reject(options.signal.reason as Error);
        if (child.pid !== undefined) endGroup(child.pid);
      };
      if (options.signal.aborted) kill();
      else options.signal.addEventListener('abort', kill, { once: true });
    }
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < MAX_OUTPUT_CHARS) stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < MAX_OUTPUT_CHARS) stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
