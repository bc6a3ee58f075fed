import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What a person may ask of `npm start`. */
export interface StartOptions {
  /** A context of the user's own kubeconfig; undefined: the practice cluster. */
  readonly context: string | undefined;
  readonly workspace: string;
  readonly port: number | undefined;
  readonly password: boolean;
  readonly browser: boolean;
  readonly open: boolean;
}

export const startHelp = `Usage: npm start [-- OPTIONS]

Sets up everything that is missing, starts a practice cluster and opens VS Code with the labs.
Ctrl-C stops all of it; your files, progress and settings stay.

  --context NAME    use this context of your own kubeconfig; no Go, no practice cluster needed
  --workspace DIR   folder for your lab files (default: k8s-labs in your home folder)
  --browser         use VS Code in the browser even when a desktop VS Code is there
  --port N          port of VS Code in the browser (default: the last one, or any free one)
  --no-password     ask for no password; only on a machine that nobody else logs in to
  --no-open         do not open a browser window by itself
  --help            this text
`;

/** @returns the options, or that help is wanted, or the sentence that says what is wrong with them. */
export function parseStartOptions(
  args: readonly string[],
): StartOptions | 'help' | { readonly wrong: string } {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        context: { type: 'string' },
        workspace: { type: 'string' },
        port: { type: 'string' },
        password: { type: 'boolean', default: true },
        browser: { type: 'boolean', default: false },
        open: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return 'help';
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    return { wrong: `--port wants a number from 1 to 65535, not "${values.port}".` };
  }
  return {
    context: values.context,
    // npm runs scripts in the repository; a relative folder means where the person stands.
    workspace:
      values.workspace === undefined
        ? join(homedir(), 'k8s-labs')
        : resolve(process.env['INIT_CWD'] ?? '.', values.workspace),
    port,
    password: values.password,
    browser: values.browser,
    open: values.open,
  };
}
