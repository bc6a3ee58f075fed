import type { DoctorRow, DoctorState } from '../core/run/doctor.ts';
import { labArguments } from './arguments.ts';
import { chooseContext } from './chooseContext.ts';
import type { Subcommand } from './context.ts';

export const doctor: Subcommand = {
  name: 'doctor',
  usage: 'doctor [--context C] [--kubeconfig F] [--format pretty|json]',
  summary: 'Say which cluster this is, whether it is safe to practise on, and what it can do.',
  needsCluster: true,
  async run(args, context) {
    const options = labArguments(args);
    const { clusters, programs, signal, write } = context;
    const chosen = await chooseContext(options, context);
    const cluster = await clusters.open(chosen, signal);
    const { examine } = await import('../core/labEngine.ts');
    const rows = await examine(chosen, cluster, programs, signal);
    write(options.isJson ? `${JSON.stringify(rows, undefined, 2)}\n` : rows.map(line).join(''));
    return rows.some(({ state }) => state === 'missing') ? 1 : 0;
  },
};

const MARKS: Readonly<Record<DoctorState, string>> = {
  good: '✓',
  missing: '✗',
  unknown: '?',
  note: '·',
};

function line({ name, state, found, advice }: DoctorRow): string {
  const more = advice === undefined ? '' : `\n    ${advice}`;
  return `${MARKS[state]} ${name.padEnd(24)} ${found}${more}\n`;
}
