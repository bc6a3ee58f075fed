import type { Lab } from '../core/lab/model.ts';
import type { KubeContext } from '../core/ports.ts';
import { currentStep } from '../core/run/transitions.ts';
import { absolute, labArguments } from './arguments.ts';
import { chooseContext } from './chooseContext.ts';
import type { CliContext, Subcommand } from './context.ts';
import { requireConsent } from './requireConsent.ts';
import { openLab } from './openLab.ts';
import { describeStep, runAsJson } from './output.ts';

export const start: Subcommand = {
  name: 'start',
  usage:
    'start LAB [--workdir DIR] [--context C] [--kubeconfig F] [--var NAME=VALUE]… [--replace] [--yes] [--format pretty|json]',
  summary: 'Make a namespace and files for a lab, or take up its open run.',
  needsCluster: true,
  async run(args, context) {
    const options = labArguments(args);
    const lab = await openLab(options.lab, context);
    const { runs, log, signal, cwd } = context;
    const open = await runs.runOf(lab.key);
    const chosen = open === undefined ? await chooseContext(options, context) : undefined;
    if (chosen !== undefined) {
      await requireConsent(lab, chosen, options.yes, context);
      await tellShortages(lab, chosen, context);
    }
    const run =
      open ??
      (await runs.start(
        lab,
        {
          context: chosen ?? (await chooseContext(options, context)),
          folder: absolute(cwd, options.workdir ?? lab.id),
          existingFiles: options.replace ? 'replace' : 'keep',
          variables: options.variables,
        },
        (phase) => log.info(phase),
        signal,
      ));
    const kubeconfig = await runs.writeKubeconfig(run.id);
    if (options.isJson)
      context.write(`${JSON.stringify({ ...runAsJson(run), kubeconfig }, undefined, 2)}\n`);
    else {
      const already = open === undefined ? '' : ' (was started already)';
      context.write(
        [
          `${lab.title}${already}`,
          `  Cluster     ${run.pin.context} (${run.pin.server})`,
          `  Namespace   ${run.namespace}`,
          `  Your files  ${run.folder}`,
          `  kubectl     KUBECONFIG=${kubeconfig}`,
          '',
          describeStep(lab, currentStep(lab, run)),
          '',
          `Then: k8s-labs check ${lab.id}`,
          '',
        ].join('\n'),
      );
    }
    return 0;
  },
};

/** Says before the first step what will be missing here, and goes on: part of a lab is a lesson too. */
async function tellShortages(lab: Lab, chosen: KubeContext, context: CliContext): Promise<void> {
  const { clusters, programs, log, signal } = context;
  const { preflight } = await import('../core/labEngine.ts');
  const cluster = await clusters.open(chosen, signal);
  for (const { what, remedy } of await preflight(lab, cluster, programs, signal)) {
    log.warn(`Missing here: ${what}. ${remedy}`);
  }
}
