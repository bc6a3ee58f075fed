import { parseQuantity } from '../../kubernetes/quantity.ts';
import { child, findPair, pairs, scalar } from '../../yaml/access.ts';
import type { ClusterRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { longRunning } from '../resources/containerResources.ts';
import { textIn, valueAt } from './values.ts';

/** Tells of Pods that no node of the cluster is made for. */
export const nodeFit: ClusterRule = {
  id: 'node-fit',
  group: 'cluster',
  summary: 'Some node of the cluster should have the labels and the room that the Pod asks for.',
  severity: INFORMATION,
  isFixable: false,
  *checkCluster({ document, facts, set }) {
    const template = set.podOf(document);
    const { context, nodes = [] } = facts;
    if (template === undefined || nodes.length === 0) return;
    const selector = findPair(template.spec, 'nodeSelector');
    const wanted = pairs(child(template.spec, 'nodeSelector'));
    const fitting = nodes.filter((node) => {
      const labels = valueAt(node, 'metadata.labels') as Record<string, unknown> | undefined;
      return wanted.every(({ name, value }) => labels?.[name] === scalar(value)?.text);
    });
    if (selector !== undefined && fitting.length === 0) {
      yield {
        range: selector.key.range,
        message: `None of the ${nodes.length} nodes of "${context}" has these labels: the Pod stays Pending.`,
      };
      return;
    }
    for (const resource of ['cpu', 'memory'] as const) {
      const requests = longRunning(template).flatMap(({ node }) => {
        const value = scalar(child(child(child(node, 'resources'), 'requests'), resource));
        const amount = value === undefined ? undefined : parseQuantity(value.text);
        return value === undefined || amount === undefined ? [] : [{ value, amount }];
      });
      const total = requests.reduce((sum, { amount }) => sum + amount, 0n);
      const rooms = fitting.map((node) => textIn(node, `status.allocatable.${resource}`) ?? '0');
      const largest = rooms.toSorted((a, b) => compare(parseQuantity(b), parseQuantity(a)))[0];
      const biggest = requests.toSorted((a, b) => compare(b.amount, a.amount))[0];
      if (largest === undefined || biggest === undefined) continue;
      if (total <= (parseQuantity(largest) ?? 0n)) continue;
      yield {
        range: biggest.value.range,
        message:
          `No node of "${context}" has so much ${resource}: the largest has ${largest}. The Pod stays ` +
          'Pending.',
      };
    }
  },
};

function compare(a: bigint | undefined, b: bigint | undefined): number {
  const difference = (a ?? 0n) - (b ?? 0n);
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}
