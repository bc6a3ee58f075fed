import { currentStep } from '../core/run/transitions.ts';
import { labArguments } from './arguments.ts';
import type { Subcommand } from './context.ts';
import { openLab, requireRun } from './openLab.ts';
import { describeStep, runAsJson } from './output.ts';

export const reset: Subcommand = {
  name: 'reset',
  usage: 'reset LAB [--step ID | --all] [--format pretty|json]',
  summary: 'Set the start of a step, or of the whole lab, again; your files are kept as a copy.',
  needsCluster: true,
  async run(args, context) {
    const options = labArguments(args);
    const lab = await openLab(options.lab, context);
    const { runs, log, signal } = context;
    const before = await requireRun(lab, context);
    if (options.step !== undefined && options.step !== before.step) {
      await runs.goTo(lab, before.id, options.step, signal);
    }
    const onPhase = (phase: string): void => log.info(phase);
    const run = options.all
      ? await runs.resetLab(lab, before.id, onPhase, signal)
      : await runs.resetStep(lab, before.id, onPhase, signal);
    if (options.isJson) context.write(`${JSON.stringify(runAsJson(run), undefined, 2)}\n`);
    else {
      const place = `  Namespace   ${run.namespace}\n  Your files  ${run.folder}`;
      context.write(`${place}\n\n${describeStep(lab, currentStep(lab, run))}\n`);
    }
    return 0;
  },
};
