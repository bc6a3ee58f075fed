import type { LogOutputChannel } from 'vscode';
import type { Log } from '../../core/ports.ts';

/** Messages in the editor's own log view. */
export function outputChannelLog(channel: LogOutputChannel): Log {
  return {
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, cause) => {
      if (cause instanceof Error) channel.error(message, cause);
      else channel.error(cause === undefined ? message : `${message} ${JSON.stringify(cause)}`);
    },
  };
}
