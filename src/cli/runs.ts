import { parseArgs } from 'node:util';
import { isJson } from './arguments.ts';
import type { Subcommand } from './context.ts';
import { runAsJson } from './output.ts';

export const runs: Subcommand = {
  name: 'runs',
  usage: 'runs [--format pretty|json]',
  summary: 'List the open runs of all labs over all clusters.',
  needsCluster: false,
  async run(args, context) {
    const { values } = parseArgs({
      args: [...args],
      options: { format: { type: 'string', default: 'pretty' } },
    });
    const open = await context.runs.list();
    if (isJson(values.format))
      context.write(`${JSON.stringify(open.map(runAsJson), undefined, 2)}\n`);
    else if (open.length === 0) context.write('No lab is open.\n');
    for (const run of isJson(values.format) ? [] : open) {
      const state = run.finishedAt === undefined ? `at step ${run.step}` : 'finished';
      context.write(
        `${run.id}  ${run.labTitle} (${state})\n       ${run.pin.context}, namespace ${run.namespace}\n`,
      );
    }
    return 0;
  },
};
