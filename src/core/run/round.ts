import type { Check } from '../checks/check.ts';
import type { Round } from '../checks/engine.ts';
import type { Unreadable } from '../checks/snapshot.ts';
import type { Lab, Step } from '../lab/model.ts';
import { isAnsweredRight } from '../lab/quiz.ts';
import { resolveInside } from '../paths.ts';
import type { Cluster } from '../ports.ts';
import type { LabRunsPorts } from './labRunsPorts.ts';
import type { Run } from './model.ts';
import { progressOf } from './transitions.ts';

/** What a round may do besides reading, and how long it waits. */
export interface RoundOptions {
  /** Waits no longer than this for any check. Milliseconds. */
  readonly maxWaitMs?: number;
  /** Looks only at what can be read, for a look that nobody has asked for. */
  readonly readsOnly?: boolean;
  /** True once the learner agreed to this lab's programs on their machine. */
  readonly mayRunPrograms?: boolean;
}

/** A round over a step's checks, with all that the run knows. */
export function roundOf(
  step: Step,
  run: Run,
  cluster: Cluster | Unreadable,
  ports: LabRunsPorts,
  { mayRunPrograms = false, ...limits }: RoundOptions = {},
): Round {
  const { clock, clusters, files, loadCel, programs, random } = ports;
  const progress = progressOf(run, step.id);
  const readKubeconfig = () => clusters.readKubeconfig(run.id);
  return {
    ...limits,
    checks: step.checks,
    cluster,
    readFile: async (file) => files.read(await resolveInside(files, run.folder, file)),
    loadCel,
    namespace: run.namespace,
    variables: variablesOf(run),
    baselines: run.baselines,
    seen: new Set(run.seen),
    quiz: new Map(
      step.quiz.map((item) => [item.id, isAnsweredRight(item, progress.answers[item.id])]),
    ),
    confirmed: new Map(Object.entries(progress.confirmed ?? {})),
    machine: {
      findTool: (name, signal) => programs.find(name, signal),
      readKubeconfig,
      run: mayRunPrograms
        ? async (argv, signal) => {
            const kubeconfig = await clusters.writeKubeconfig(run.pin, run.namespace, run.id);
            return programs.run(argv, { cwd: run.folder, kubeconfig }, signal);
          }
        : undefined,
    },
    clock,
    random,
    passed: new Map(Object.entries(progress.results).filter(([, { state }]) => state === 'pass')),
    lacksContainers: progress.state === 'needs-containers',
  };
}

/** Names that a lab's texts and commands may use as `{{name}}`. */
export function variablesOf(run: Run): Record<string, string> {
  const { kubernetes = '', namespace, pin } = run;
  return { ...run.variables, kubernetes, namespace, context: pin.context };
}

/** The programs that a lab's checks would run on the learner's machine, each as one line. */
export function programsOf({ steps }: Pick<Lab, 'steps'>): string[] {
  const lines = steps.flatMap(({ checks }) => checks.flatMap(programsIn));
  return [...new Set(lines)];
}

/** A check's own program, and those of the checks that it combines. */
function programsIn({ type, fields }: Pick<Check, 'type' | 'fields'>): string[] {
  if (type === 'command') return [(fields as { run: readonly string[] }).run.join(' ')];
  const { checks = [] } = (fields ?? {}) as {
    checks?: readonly { readonly kind: { readonly type: string }; readonly fields: unknown }[];
  };
  return checks.flatMap((part) => programsIn({ type: part.kind.type, fields: part.fields }));
}
