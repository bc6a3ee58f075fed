import { parseArgs } from 'node:util';

/** The command was written wrong; the usage is shown with it. */
export class UsageError extends Error {}

/** Words that ask a subcommand how it is used. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

/** True for our own and for those of Node's argument parser. */
export function isUsageError(error: unknown): error is Error {
  const { code = '' } = (error ?? {}) as { code?: string };
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS');
}

export interface LabArguments {
  /** Id, key or folder of a lab; undefined when none was named. */
  readonly lab: string | undefined;
  readonly step: string | undefined;
  readonly workdir: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly answers: readonly string[];
  readonly isJson: boolean;
  /** The person agreed to a cluster that is not known to be made for labs. */
  readonly yes: boolean;
  readonly replace: boolean;
  /** `name=value`, for what a lab asks before it starts. */
  readonly variables: Readonly<Record<string, string>>;
  /** The person agreed to the programs of this lab on this machine. */
  readonly allowPrograms: boolean;
  /** The whole lab is meant, not a step. */
  readonly all: boolean;
}

/** Reads the arguments of the subcommands about one lab. @throws UsageError for wrong ones */
export function labArguments(args: readonly string[]): LabArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      step: { type: 'string' },
      workdir: { type: 'string' },
      kubeconfig: { type: 'string' },
      context: { type: 'string' },
      answer: { type: 'string', multiple: true, default: [] },
      format: { type: 'string', default: 'pretty' },
      yes: { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      var: { type: 'string', multiple: true, default: [] },
      'allow-programs': { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
    },
  });
  if (positionals.length > 1)
    throw new UsageError(`One lab at a time, not: ${positionals.join(' ')}`);
  return {
    lab: positionals[0],
    step: values.step,
    workdir: values.workdir,
    kubeconfig: values.kubeconfig,
    context: values.context,
    answers: values.answer,
    isJson: isJson(values.format),
    yes: values.yes,
    replace: values.replace,
    variables: Object.fromEntries(values.var.map(nameAndValue)),
    allowPrograms: values['allow-programs'],
    all: values.all,
  };
}

/** Takes `name=value` apart. @throws UsageError */
export function nameAndValue(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`"${text}" has to be written as NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** @throws UsageError for anything but pretty and json */
export function isJson(format: string): boolean {
  if (format === 'pretty' || format === 'json') return format === 'json';
  throw new UsageError(`There is no format "${format}": use pretty or json.`);
}

/** An absolute path with `/` between parts. */
export function absolute(cwd: string, path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
  const isAbsolute = slashed.startsWith('/') || /^[A-Za-z]:\//.test(slashed);
  return isAbsolute ? slashed : `${cwd}/${slashed}`;
}
