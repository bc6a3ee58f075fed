import * as z from 'zod';
import {
  formatLabels,
  formatSelector,
  holds,
  selectsLabels,
} from '../../kubernetes/labelSelector.ts';
import { describeRef, type KubeObject } from '../../kubernetes/objects.ts';
import { AUTOSCALER, SELECTIONS, selectionOf } from '../selection.ts';
import type { CheckKind, CheckScope } from '../kind.ts';
import { failInWords, type Outcome, pass, unable, written } from '../result.ts';
import { servicePortMismatches } from '../servicePorts.ts';
import type { Reading, Snapshot } from '../snapshot.ts';
import { describeTarget, needOf, nothingThere, objectsOf, targetSchema } from '../target.ts';

const fields = z
  .strictObject({
    from: targetSchema.refine(({ kind }) => kind in SELECTIONS || kind === AUTOSCALER, {
      message: `one of ${[...Object.keys(SELECTIONS), AUTOSCALER].join(', ')}`,
      path: ['kind'],
    }),
    to: targetSchema,
    /** The Pods have to be ready and listed in the Service's EndpointSlices. */
    ready: z.boolean().default(false),
    /** `match`: each port of the Service has to lead to a port of the Pods. */
    ports: z.literal('match').optional(),
  })
  .refine(({ from, ready, ports }) => from.kind === 'Service' || (!ready && ports === undefined), {
    message: 'only a Service has ready addresses and ports',
    path: ['from', 'kind'],
  });

const SLICES = { kind: 'EndpointSlice' };

export const selects: CheckKind<z.infer<typeof fields>> = {
  type: 'selects',
  summary:
    'A Service, NetworkPolicy, PodDisruptionBudget or HorizontalPodAutoscaler finds exactly what it should.',
  fields,
  needs: ({ fields: { from, to, ready, ports } }, scope) => [
    needOf(from, scope),
    needOf(to, scope),
    ...(ready || ports !== undefined ? [needOf(SLICES, scope)] : []),
  ],
  evaluate({ fields: { from, to, ready, ports } }, snapshot, scope) {
    const owners = objectsOf(from, snapshot, scope);
    if (!owners.ok) return unable(owners.cause, owners.remedy);
    const [owner] = owners.value;
    if (owner === undefined) return nothingThere(from);
    const all = objectsOf({ kind: to.kind }, snapshot, scope);
    if (!all.ok) return unable(all.cause, all.remedy);
    const meant = objectsOf(to, snapshot, scope);
    if (!meant.ok) return unable(meant.cause, meant.remedy);
    const wanted = meant.value.filter((pod) => !isFinished(pod));
    if (wanted.length === 0) return nothingThere(to);

    if (owner.kind === AUTOSCALER) return compareScaleTarget(owner, wanted);
    const byLabels = compareLabels(owner, wanted, all.value);
    if (byLabels !== undefined) return byLabels;
    const slices = ready || ports !== undefined ? slicesOf(owner, snapshot, scope) : NO_SLICES;
    if (!slices.ok) return unable(slices.cause, slices.remedy);
    if (ready) {
      const unreached = compareReady(owner, wanted, slices.value);
      if (unreached !== undefined) return unreached;
    }
    if (ports === 'match') {
      const mismatches = servicePortMismatches(owner, wanted, slices.value);
      if (mismatches.length > 0) return written(...mismatches);
    }
    return reached(owner, wanted, describeTarget(to));
  },
};

const NO_SLICES: Reading<readonly KubeObject[]> = { ok: true, value: [] };

/** An autoscaler names its one object; it looks for no labels. */
function compareScaleTarget(autoscaler: KubeObject, wanted: readonly KubeObject[]): Outcome {
  const spec = (autoscaler['spec'] ?? {}) as { scaleTargetRef?: { kind: string; name: string } };
  const { kind = '', name = '' } = spec.scaleTargetRef ?? {};
  const found = describeRef({ kind, name });
  const place = { object: nameOf(autoscaler), path: 'spec.scaleTargetRef' };
  const missed = wanted.map(nameOf).find((each) => each !== found);
  if (missed !== undefined) return written({ expected: missed, found, ...place });
  return pass({ ...place, value: `scales ${found}` });
}

/** The owner's selector against the Pods' labels: who is missed, and who is caught besides. */
function compareLabels(
  owner: KubeObject,
  wanted: readonly KubeObject[],
  all: readonly KubeObject[],
): Outcome | undefined {
  const { path, selector } = selectionOf(owner);
  const place = { object: nameOf(owner), path };
  if (selector === undefined) {
    const mismatch = { expected: 'a selector', found: 'none', ...place };
    return failInWords(`${place.object} has no selector, so it looks for nobody.`, mismatch);
  }
  const missed = wanted.find(({ metadata }) => !selectsLabels(selector, metadata.labels));
  if (missed !== undefined) {
    const failing = selector.filter((each) => !holds(each, missed.metadata.labels ?? {}));
    const keys = failing.map(({ key }) => key);
    const expected = relevantLabels(missed, keys);
    return written({ expected, found: formatSelector(failing), ...place });
  }
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  const caught = all.filter(
    (pod) =>
      selectsLabels(selector, pod.metadata.labels) &&
      !names.has(pod.metadata.name) &&
      !isFinished(pod),
  );
  if (caught.length === 0) return undefined;
  const extra = caught.slice(0, 3).map(nameOf).join(', ');
  return failInWords(`${place.object} also selects ${extra}.`, {
    expected: `only ${wanted.length} Pods`,
    found: `also ${extra}`,
    ...place,
  });
}

/** A Pod that has ended for good gets no requests, whatever its labels are. */
function isFinished({ status }: KubeObject): boolean {
  const { phase } = (status ?? {}) as { phase?: string };
  return phase === 'Succeeded' || phase === 'Failed';
}

/** The labels under the selector's keys, or all of them where none of the keys is there. */
function relevantLabels(
  { metadata: { labels = {} } }: KubeObject,
  keys: readonly string[],
): string {
  const relevant = Object.entries(labels).filter(([key]) => keys.includes(key));
  const shown = relevant.length > 0 ? relevant : Object.entries(labels);
  return formatLabels(Object.fromEntries(shown.filter(([key]) => key !== 'pod-template-hash')));
}

function slicesOf(
  service: KubeObject,
  snapshot: Snapshot,
  scope: CheckScope,
): Reading<readonly KubeObject[]> {
  const selector = `kubernetes.io/service-name=${service.metadata.name}`;
  return objectsOf({ ...SLICES, selector }, snapshot, scope);
}

interface Endpoint {
  readonly conditions?: { readonly ready?: boolean };
  readonly targetRef?: { readonly name?: string };
}

function compareReady(
  service: KubeObject,
  wanted: readonly KubeObject[],
  slices: readonly KubeObject[],
): Outcome | undefined {
  const endpoints = slices.flatMap((slice) => (slice['endpoints'] ?? []) as Endpoint[]);
  // An endpoint that does not say whether it is ready counts as ready.
  const ready = new Set(
    endpoints
      .filter(({ conditions }) => conditions?.ready !== false)
      .map(({ targetRef }) => targetRef?.name),
  );
  const count = wanted.filter(({ metadata }) => ready.has(metadata.name)).length;
  if (count === wanted.length) return undefined;
  const words = `${count} of ${wanted.length} Pods behind ${nameOf(service)} are ready; the others get no requests.`;
  return failInWords(words, {
    expected: `${wanted.length} ready Pods behind the Service`,
    found: `${count} ready`,
    object: nameOf(service),
  });
}

function reached(owner: KubeObject, pods: readonly KubeObject[], target: string): Outcome {
  return pass({
    object: nameOf(owner),
    path: selectionOf(owner).path,
    value: `reaches ${pods.length} (${target})`,
  });
}

function nameOf({ kind, metadata }: KubeObject): string {
  return describeRef({ kind, name: metadata.name });
}
