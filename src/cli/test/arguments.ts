import { parseArgs } from 'node:util';
import { UsageError } from '../arguments.ts';

export const TEST_FORMATS = ['pretty', 'json', 'junit'] as const;

export type TestFormat = (typeof TEST_FORMATS)[number];

export interface TestArguments {
  /** Ids of labs, or folders with labs in or below them. */
  readonly labs: readonly string[];
  readonly context: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly yes: boolean;
  /** The person agreed to the programs of `command` checks on this machine. */
  readonly allowPrograms: boolean;
  readonly format: TestFormat;
}

/** @throws UsageError */
export function testArguments(args: readonly string[]): TestArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      context: { type: 'string' },
      kubeconfig: { type: 'string' },
      yes: { type: 'boolean', default: false },
      'allow-programs': { type: 'boolean', default: false },
      format: { type: 'string', default: 'pretty' },
    },
  });
  if (positionals.length === 0) throw new UsageError('Name labs, or folders that hold labs.');
  const format = TEST_FORMATS.find((each) => each === values.format);
  if (format === undefined) {
    throw new UsageError(`There is no format "${values.format}": use ${TEST_FORMATS.join(', ')}.`);
  }
  const { context, kubeconfig, yes } = values;
  const allowPrograms = values['allow-programs'];
  return { labs: positionals, context, kubeconfig, yes, allowPrograms, format };
}
