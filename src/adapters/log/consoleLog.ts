import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';

/** Messages on standard error, so that standard output stays data. */
export const consoleLog: Log = {
  info: (message) => void process.stderr.write(`${message}\n`),
  warn: (message) => void process.stderr.write(`warning: ${message}\n`),
  error: (message, cause) =>
    void process.stderr.write(
      `error: ${message}${cause === undefined ? '' : ` (${messageOf(cause)})`}\n`,
    ),
};
