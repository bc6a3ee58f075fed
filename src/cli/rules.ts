import { parseArgs } from 'node:util';
import { rules } from '../core/rules/index.ts';
import { rulesTable } from '../core/rules/rulesTable.ts';
import { UsageError } from './arguments.ts';
import type { Subcommand } from './context.ts';

/** Lists the rules of the linter. */
export const rulesCommand: Subcommand = {
  name: 'rules',
  usage: 'rules [--format pretty|json|markdown]',
  summary: 'List the rules: what each looks for, how severe it is, and whether it has a quick fix.',
  needsCluster: false,
  async run(args, { write }) {
    const { values } = parseArgs({
      args: [...args],
      options: { format: { type: 'string', default: 'pretty' } },
    });
    if (values.format === 'json') {
      const listed = rules.map(({ id, group, severity, isFixable, summary }) => {
        return { id, group, severity, fixable: isFixable, summary };
      });
      write(`${JSON.stringify(listed, undefined, 2)}\n`);
    } else if (values.format === 'markdown') {
      write(rulesTable(rules));
    } else if (values.format === 'pretty') {
      const width = Math.max(...rules.map(({ id }) => id.length));
      for (const { id, severity, summary } of rules) {
        write(`${id.padEnd(width)}  ${severity.learner.padEnd(11)}  ${summary}\n`);
      }
    } else {
      throw new UsageError(`There is no format "${values.format}".`);
    }
    return 0;
  },
};
