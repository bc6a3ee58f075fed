import { LabError } from '../errors.ts';
import { interpolate, interpolateDeep } from '../lab/variables.ts';
import type { Lab, SolutionAction, Step } from '../lab/model.ts';
import { resolveInside } from '../paths.ts';
import type { Files, Kubectl } from '../ports.ts';
import { kubectlArguments } from './kubectlLine.ts';
import type { LabRunsPorts } from './labRunsPorts.ts';
import { readLabFile } from './learnerFiles.ts';
import type { Run } from './model.ts';
import { variablesOf } from './round.ts';

/** Where a solution is carried out. */
export interface SolutionPlace {
  readonly files: Files;
  readonly kubectl: Kubectl;
  readonly kubeconfig: string;
  /** The learner's folder. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Does what a step's solution says, with the run's own kubeconfig and values. */
export async function solveStep(
  lab: Lab,
  step: Step,
  run: Run,
  { clusters, files, kubectl: program }: Pick<LabRunsPorts, 'clusters' | 'files' | 'kubectl'>,
  signal: AbortSignal,
): Promise<void> {
  const kubeconfig = await clusters.writeKubeconfig(run.pin, run.namespace, run.id);
  const { folder } = run;
  const place = { files, kubectl: program, kubeconfig, folder, variables: variablesOf(run) };
  await applySolution(lab, step.solution?.actions ?? [], place, signal);
}

/** Carries a solution out as a learner would: their files, then kubectl, in the written order. */
export async function applySolution(
  lab: Lab,
  actions: readonly SolutionAction[],
  place: SolutionPlace,
  signal: AbortSignal,
): Promise<void> {
  for (const action of actions) await applyAction(lab, action, place, signal);
}

async function applyAction(
  lab: Lab,
  action: SolutionAction,
  place: SolutionPlace,
  signal: AbortSignal,
): Promise<void> {
  if ('run' in action) {
    await kubectl(kubectlArguments(interpolate(action.run, place.variables)), place, signal);
  } else if ('write' in action) {
    await writeFile(lab, action.write.from, action.write.to, place);
  } else if ('apply' in action) {
    const name = action.apply.slice(action.apply.lastIndexOf('/') + 1);
    await writeFile(lab, action.apply, name, place);
    await kubectl(['apply', '-f', name], place, signal);
  } else {
    const { file, path, value } = action.patch;
    const target = await resolveInside(place.files, place.folder, file);
    const text = await place.files.read(target);
    if (text === undefined)
      throw new LabError('file-failed', `${file} is not there to be changed.`);
    // With its YAML library it is as large as a third of the rest, and seldom needed.
    const { patchYaml } = await import('../lab/patchYaml.ts');
    const filled = interpolateDeep(value, place.variables);
    await place.files.write(target, patchYaml(text, path, filled));
    await kubectl(['apply', '-f', file], place, signal);
  }
}

async function writeFile(lab: Lab, from: string, to: string, place: SolutionPlace): Promise<void> {
  const target = await resolveInside(place.files, place.folder, to);
  await place.files.write(target, await readLabFile(place.files, lab, from, place.variables));
}

async function kubectl(
  args: readonly string[],
  { kubectl: program, kubeconfig, folder }: SolutionPlace,
  signal: AbortSignal,
): Promise<void> {
  const result = await program.run(args, { kubeconfig, cwd: folder }, signal);
  if (result.code === 0) return;
  throw new LabError(
    'kubectl-failed',
    `kubectl ${args.join(' ')} failed: ${result.stderr.trim() || `exit code ${result.code}`}`,
  );
}
