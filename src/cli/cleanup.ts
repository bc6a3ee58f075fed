import { LabError } from '../core/errors.ts';
import { describeRef } from '../core/kubernetes/objects.ts';
import { allLabs } from '../core/lab/labList.ts';
import type { Leftover } from '../core/run/leftovers.ts';
import type { Run } from '../core/run/model.ts';
import { labArguments } from './arguments.ts';
import type { CliContext, Subcommand } from './context.ts';
import { openLab, requireRun } from './openLab.ts';

export const cleanup: Subcommand = {
  name: 'cleanup',
  usage: 'cleanup LAB|RUN [--yes] [--format pretty|json]',
  summary: 'Delete exactly what a lab made, and say what that was.',
  needsCluster: true,
  async run(args, context) {
    const options = labArguments(args);
    const run = await findRun(options.lab, context);
    const found = await leftoversOf(run, context);
    const report = await context.runs.cleanUp(
      run.id,
      (phase) => context.log.info(phase),
      context.signal,
      options.yes ? found : [],
    );
    if (!options.yes && found.length > 0) {
      const names = found.map(describeRef).join(', ');
      context.log.warn(
        `Outside the lab's namespace, left alone: ${names}. Say --yes to delete them.`,
      );
    }
    if (options.isJson) context.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else {
      const lines = [
        ...report.deleted.map((name) => `deleted  ${name}`),
        ...report.left.map((text) => `left     ${text}`),
        `Your files are kept: ${run.folder}`,
      ];
      context.write(`${lines.join('\n')}\n`);
    }
    return report.left.length === 0 ? 0 : 2;
  },
};

/** What the lab seems to have made outside its namespace; nothing when the lab is not there. */
async function leftoversOf(run: Run, context: CliContext): Promise<Leftover[]> {
  const lab = allLabs(await context.library([context.cwd])).find(({ key }) => key === run.lab);
  return lab === undefined ? [] : context.runs.leftovers(lab, run.id, context.signal);
}

/** By run id too: the lab itself may not be there any more. */
async function findRun(name: string | undefined, context: CliContext): Promise<Run> {
  const runs = await context.runs.list();
  const byId = runs.find((run) => run.id === name || run.lab === name);
  if (byId !== undefined) return byId;
  try {
    return await requireRun(await openLab(name, context), context);
  } catch (error) {
    if (!(error instanceof LabError) || error.reason !== 'lab-not-found') throw error;
    throw new LabError('no-run', `There is no lab and no run "${name}".`, {
      next: 'List the open runs with: k8s-labs runs',
    });
  }
}
