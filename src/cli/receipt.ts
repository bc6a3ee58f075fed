import { parseArgs } from 'node:util';
import { LabError } from '../core/errors.ts';
import type { Receipt } from '../core/run/receipt.ts';
import { absolute, UsageError } from './arguments.ts';
import type { CliContext, Subcommand } from './context.ts';
import { openLab } from './openLab.ts';

const FORMATS = ['pretty', 'json', 'csv'] as const;

export const receipt: Subcommand = {
  name: 'receipt',
  usage: 'receipt LAB [--name N] [--out F] | receipt --verify F… [--format pretty|json|csv]',
  summary: 'Write down how far you came in a lab, or read what learners handed in.',
  needsCluster: false,
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        out: { type: 'string' },
        verify: { type: 'boolean', default: false },
        format: { type: 'string', default: 'pretty' },
      },
    });
    const format = FORMATS.find((each) => each === values.format);
    if (format === undefined) throw new UsageError(`Formats are ${FORMATS.join(', ')}.`);
    if (values.verify) return verify(positionals, format, context);
    if (positionals.length > 1) throw new UsageError('One lab at a time.');
    const lab = await openLab(positionals[0], context);
    const run = (await context.runs.records()).findLast((each) => each.lab === lab.key);
    if (run === undefined) {
      throw new LabError('no-run', `You have not started "${lab.title}".`, {
        next: `Start it with: k8s-labs start ${lab.id}`,
      });
    }
    const { receiptOf } = await import('../core/labEngine.ts');
    const text = `${JSON.stringify(await receiptOf(lab, run, values.name), undefined, 2)}\n`;
    if (values.out === undefined) context.write(text);
    else {
      await context.files.write(absolute(context.cwd, values.out), text);
      context.write(`${values.out}\n`);
    }
    return 0;
  },
};

interface Line {
  readonly file: string;
  readonly learner: string;
  readonly lab: string;
  readonly passed: number;
  readonly steps: number;
  readonly hints: number;
  readonly solutions: number;
  /** `17/20` in a lab that gives marks. */
  readonly points: string;
  readonly finished: string;
  /** Why it is not to be believed; empty when it is. */
  readonly fault: string;
}

/** One line for each file; 1 when one of them cannot be believed. */
async function verify(
  names: readonly string[],
  format: (typeof FORMATS)[number],
  { cwd, files, write }: CliContext,
) {
  if (names.length === 0) throw new UsageError('Name the receipts to read.');
  const { readReceipt } = await import('../core/labEngine.ts');
  const lines: Line[] = [];
  for (const name of names) {
    const text = await files.read(absolute(cwd, name));
    const read = text === undefined ? { fault: 'it is not there' } : await readReceipt(text);
    lines.push(
      'fault' in read ? { ...NOTHING, file: name, fault: read.fault } : lineOf(name, read),
    );
  }
  write(FORMATTERS[format](lines));
  return lines.every(({ fault }) => fault === '') ? 0 : 1;
}

const NOTHING: Line = {
  file: '',
  learner: '',
  lab: '',
  passed: 0,
  steps: 0,
  hints: 0,
  solutions: 0,
  points: '',
  finished: '',
  fault: '',
};

function lineOf(
  file: string,
  { lab, learner = '', points, steps, finishedAt = '' }: Receipt,
): Line {
  return {
    file,
    learner,
    lab: lab.title,
    passed: steps.filter(({ state }) => state === 'passed').length,
    steps: steps.length,
    hints: steps.reduce((sum, { hints }) => sum + hints, 0),
    solutions: steps.filter(({ solutionShown }) => solutionShown).length,
    points: points === undefined ? '' : `${points.reached}/${points.possible}`,
    finished: finishedAt,
    fault: '',
  };
}

const FORMATTERS: Readonly<Record<(typeof FORMATS)[number], (lines: readonly Line[]) => string>> = {
  json: (lines) => `${JSON.stringify(lines, undefined, 2)}\n`,
  csv: (lines) =>
    [Object.keys(NOTHING), ...lines.map((line) => Object.values(line))]
      .map((cells) => `${cells.map(cell).join(',')}\n`)
      .join(''),
  pretty: (lines) =>
    lines
      .map(({ fault, file, finished, hints, lab, learner, passed, points, solutions, steps }) =>
        fault === ''
          ? `✓ ${file}: ${learner || 'no name'}, ${lab}, ${passed} of ${steps} steps, ${hints} hints, ${solutions} solutions${points === '' ? '' : `, ${points} points`}${finished === '' ? '' : `, finished ${finished}`}\n`
          : `✗ ${file}: ${fault}\n`,
      )
      .join(''),
};

/** A cell that begins like a formula would be one in a spreadsheet: receipts come from others. */
function cell(value: unknown): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
