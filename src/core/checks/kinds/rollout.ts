import * as z from 'zod';
import { describeRef, type KubeObject } from '../../kubernetes/objects.ts';
import type { CheckKind } from '../kind.ts';
import { fail, type Outcome, pass, unable } from '../result.ts';
import { needOf, nothingThere, objectsOf, targetSchema } from '../target.ts';

const ROLLED_OUT: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

const fields = z.strictObject({
  target: targetSchema.refine(({ kind }) => ROLLED_OUT.has(kind), {
    message: 'only Deployments, StatefulSets and DaemonSets are rolled out',
    path: ['kind'],
  }),
});

/** What the controllers of Deployments, StatefulSets and DaemonSets report. */
interface Progress {
  readonly wanted: number;
  readonly updated: number;
  readonly ready: number;
  /** Pods of the version before that are still there. */
  readonly old: number;
  readonly isObserved: boolean;
}

export const rollout: CheckKind<z.infer<typeof fields>> = {
  type: 'rollout',
  summary: 'A Deployment, StatefulSet or DaemonSet has all its Pods, new and ready.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target } }, snapshot, scope) {
    const reading = objectsOf(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    if (reading.value.length === 0) return nothingThere(target);
    const outcomes = reading.value.map(judge);
    return outcomes.find(({ state }) => state !== 'pass') ?? outcomes[0] ?? nothingThere(target);
  },
};

function judge(object: KubeObject): Outcome {
  const progress = progressOf(object);
  const name = describeRef({ kind: object.kind, name: object.metadata.name });
  const expected = `${progress.wanted} of ${progress.wanted} Pods ready`;
  const found = shortfall(progress);
  if (found === undefined) return pass({ object: name, path: 'status', value: expected });
  return fail({ expected, found, object: name, path: 'status' });
}

function shortfall({ wanted, updated, ready, old, isObserved }: Progress): string | undefined {
  if (!isObserved) return 'the change is not looked at yet';
  if (updated < wanted) return `${updated} of ${wanted} Pods are of the new version`;
  if (ready < wanted) return `${ready} of ${wanted} Pods ready`;
  return old > 0 ? `${old} Pods of the old version are still there` : undefined;
}

function progressOf(object: KubeObject): Progress {
  const status = (object['status'] ?? {}) as Readonly<Record<string, number | undefined>>;
  const spec = (object['spec'] ?? {}) as { replicas?: number };
  const generation = object.metadata['generation'];
  const isObserved =
    typeof generation !== 'number' || (status['observedGeneration'] ?? 0) >= generation;
  if (object.kind === 'DaemonSet') {
    return {
      wanted: status['desiredNumberScheduled'] ?? 0,
      updated: status['updatedNumberScheduled'] ?? 0,
      ready: status['numberAvailable'] ?? 0,
      old: 0,
      isObserved,
    };
  }
  const updated = status['updatedReplicas'] ?? 0;
  return {
    wanted: spec.replicas ?? 1,
    updated,
    ready: status['availableReplicas'] ?? 0,
    old: Math.max(0, (status['replicas'] ?? 0) - updated),
    isObserved,
  };
}
