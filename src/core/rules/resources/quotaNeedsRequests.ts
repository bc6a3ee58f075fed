import { parseQuantity } from '../../kubernetes/quantity.ts';
import { child, items, pairs, scalar, textAt } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import { comparePlaces, containerPlace } from '../places.ts';
import { type Container, POD_KINDS } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { declares, hasDefault, longRunning, type ResourceField } from './containerResources.ts';

/** What a quota on one resource asks of every container. */
const ASKS: Readonly<Record<string, readonly ['cpu' | 'memory', ResourceField]>> = {
  cpu: ['cpu', 'requests'],
  memory: ['memory', 'requests'],
  'requests.cpu': ['cpu', 'requests'],
  'requests.memory': ['memory', 'requests'],
  'limits.cpu': ['cpu', 'limits'],
  'limits.memory': ['memory', 'limits'],
};

/** Flags containers that a quota or a LimitRange of their namespace keeps out. */
export const quotaNeedsRequests: ObjectRule = {
  id: 'quota-needs-requests',
  group: 'references',
  summary:
    'Under a ResourceQuota or LimitRange, containers must say what they need, within its bounds.',
  severity: WARNING,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const container of longRunning(template)) {
      yield* againstQuotas(document, set, container);
      yield* againstLimits(document, set, container);
    }
  },
};

function inNamespace(
  kind: string,
  document: KubernetesDocument,
  set: ObjectSet,
): KubernetesDocument[] {
  return set
    .ofKind(kind)
    .filter((one) => namespaceKey(one) === namespaceKey(document))
    .toSorted(comparePlaces);
}

function* againstQuotas(
  document: KubernetesDocument,
  set: ObjectSet,
  container: Container,
): Generator<Finding> {
  for (const quota of inNamespace('ResourceQuota', document, set)) {
    const hard = child(child(quota.root, 'spec'), 'hard');
    for (const { name, key } of pairs(hard)) {
      const asked = ASKS[name];
      if (asked === undefined) continue;
      const [resource, field] = asked;
      const fields: readonly ResourceField[] =
        field === 'requests' ? ['requests', 'limits'] : ['limits'];
      if (declares(container.node, resource, fields)) continue;
      const defaults =
        field === 'requests' ? (['defaultRequest', 'default'] as const) : (['default'] as const);
      if (hasDefault(set, document, resource, defaults)) continue;
      yield {
        range: containerPlace(container),
        message:
          `${describe(quota)} counts ${name}, and container ${container.label} sets no ` +
          `${field}.${resource}: its Pods are refused. "failed quota: must specify ${name}".`,
        related: [{ uri: quota.uri, range: key.range, message: `What ${describe(quota)} counts` }],
      };
      return;
    }
  }
}

function* againstLimits(
  document: KubernetesDocument,
  set: ObjectSet,
  container: Container,
): Generator<Finding> {
  const resources = child(container.node, 'resources');
  for (const range of inNamespace('LimitRange', document, set)) {
    for (const limit of items(child(child(range.root, 'spec'), 'limits'))) {
      if (textAt(limit, 'type') !== 'Container') continue;
      yield* outside(range, child(limit, 'min'), child(resources, 'requests'), 'min');
      yield* outside(range, child(limit, 'max'), child(resources, 'limits'), 'max');
    }
  }
}

function* outside(
  range: KubernetesDocument,
  bounds: Parameters<typeof pairs>[0],
  written: Parameters<typeof pairs>[0],
  end: 'min' | 'max',
): Generator<Finding> {
  for (const { name, value } of pairs(bounds)) {
    const bound: YamlScalar | undefined = scalar(value);
    const found = scalar(child(written, name));
    const [a, b] = [parseQuantity(bound?.text ?? ''), parseQuantity(found?.text ?? '')];
    if (bound === undefined || found === undefined || a === undefined || b === undefined) continue;
    if (end === 'min' ? b >= a : b <= a) continue;
    yield {
      range: found.range,
      message:
        `${describe(range)} allows ${end === 'min' ? 'no less' : 'no more'} than ${bound.text} of ` +
        `${name}, and this is ${found.text}: the Pods are refused.`,
      related: [{ uri: range.uri, range: bound.range, message: 'The bound.' }],
    };
  }
}
