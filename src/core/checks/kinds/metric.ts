import * as z from 'zod';
import type { KubeObject } from '../../kubernetes/objects.ts';
import { parseQuantity } from '../../kubernetes/quantity.ts';
import type { CheckKind, CheckScope } from '../kind.ts';
import { holdsFor } from '../matchers.ts';
import { fail, pass, unable } from '../result.ts';
import { judgedObjects, needOf, nothingThere, podTargetSchema } from '../target.ts';

const amount = z
  .union([z.string(), z.number()])
  .refine((value) => parseQuantity(String(value)) !== undefined, 'a quantity such as 100m or 64Mi');

const BOUNDS = { gt: 'more than', gte: 'at least', lt: 'less than', lte: 'at most' } as const;

const NAMES = ['gt', 'gte', 'lt', 'lte'] as const;

const fields = z
  .strictObject({
    target: podTargetSchema,
    container: z.string().min(1).optional(),
    resource: z.enum(['cpu', 'memory']),
    gt: amount.optional(),
    gte: amount.optional(),
    lt: amount.optional(),
    lte: amount.optional(),
    /** All Pods together, instead of each of them. */
    total: z.boolean().default(false),
  })
  .refine((each) => NAMES.filter((name) => each[name] !== undefined).length === 1, {
    message: 'exactly one of gt, gte, lt, lte is needed',
    path: ['gt'],
  });

type Fields = z.infer<typeof fields>;

const METRICS = { apiVersion: 'metrics.k8s.io/v1beta1', kind: 'PodMetrics' } as const;

interface PodMetrics extends KubeObject {
  readonly containers?: readonly {
    readonly name: string;
    readonly usage?: Readonly<Record<string, string>>;
  }[];
}

export const metric: CheckKind<Fields> = {
  type: 'metric',
  summary: 'Pods use more or less CPU or memory than a number, by the metrics of the cluster.',
  fields,
  needs: ({ fields: { target } }, scope) => [
    needOf(target, scope),
    { read: 'list', kind: METRICS, namespace: scope.namespace },
  ],
  evaluate({ fields: asked }, snapshot, scope) {
    const { resource, target, total } = asked;
    const pods = judgedObjects(target, snapshot, scope);
    if (!pods.ok) return unable(pods.cause, pods.remedy);
    if (pods.value.length === 0) return nothingThere(target);
    const metrics = snapshot.list(METRICS, scope.namespace);
    if (!metrics.ok) return unable(metrics.cause, metrics.remedy);
    const uses = pods.value.map(({ metadata: { name } }) => {
      const found = metrics.value.find(({ metadata }) => metadata.name === name);
      return { object: `Pod/${name}`, used: usageOf(found, asked) };
    });
    const unknown = uses.find(({ used }) => used === undefined);
    if (unknown !== undefined) {
      const remedy = `There are no figures of ${unknown.object} yet: they come about once a minute.`;
      return unable('not-yet-due', remedy);
    }
    const known = uses.map(({ object, used = 0n }) => ({ object, used }));
    const sum = known.reduce((all, { used }) => all + used, 0n);
    const judged = total ? [{ object: `${target.kind}s together`, used: sum }] : known;
    const wrong = judged.filter(({ used }) => !holdsFor(matcherOf(asked), `${used}n`));
    const show = (used: bigint): string => shown(used, resource, scope);
    if (wrong.length === 0) {
      return pass(...judged.slice(0, 5).map(({ object, used }) => ({ object, value: show(used) })));
    }
    const bound = NAMES.find((name) => asked[name] !== undefined) ?? 'gte';
    const expected = `${BOUNDS[bound]} ${String(asked[bound])} ${resource}`;
    return fail(
      ...wrong.slice(0, 5).map(({ object, used }) => ({ expected, found: show(used), object })),
    );
  },
};

function matcherOf({ gt, gte, lt, lte }: Fields): Parameters<typeof holdsFor>[0] {
  const bounds = Object.entries({ gt, gte, lt, lte }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(bounds), as: 'quantity' };
}

/** In billionths of one unit; undefined when nothing was measured yet. */
function usageOf(
  metrics: PodMetrics | undefined,
  { container, resource }: Fields,
): bigint | undefined {
  const measured = (metrics?.containers ?? [])
    .filter(({ name }) => container === undefined || name === container)
    .flatMap(({ usage }) => parseQuantity(usage?.[resource] ?? '') ?? []);
  return measured.length === 0 ? undefined : measured.reduce((sum, each) => sum + each, 0n);
}

function shown(used: bigint, resource: Fields['resource'], scope: CheckScope): string {
  const text = resource === 'cpu' ? `${used / 1_000_000n}m` : `${(used / 1_000_000_000n) >> 20n}Mi`;
  return scope.hasSimulatedNodes ? `${text} (simulated)` : text;
}
