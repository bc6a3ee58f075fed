import type { MissingFault } from '../../schema/walk.ts';
import { appendPair, flowText, type NewValue } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { firstKey } from '../places.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { faultsOfSort } from './faults.ts';
import { pathTo, typeName } from './words.ts';

/** Values to start from, by type and field; the rest is the writer's to say. */
const FIRST_VALUES: Readonly<Record<string, Readonly<Record<string, NewValue>>>> = {
  'core.v1.ContainerPort': { containerPort: 8080 },
  'core.v1.ServicePort': { port: 80 },
  'core.v1.HTTPGetAction': { port: 8080 },
  'core.v1.TCPSocketAction': { port: 8080 },
  'core.v1.GRPCAction': { port: 8080 },
  'networking.v1.HTTPIngressPath': { pathType: 'Prefix' },
  'batch.v1.CronJobSpec': { schedule: '0 3 * * *' },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': { maxReplicas: 5 },
  'autoscaling.v2.MetricTarget': { type: 'Utilization' },
  'core.v1.TopologySpreadConstraint': {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
  },
  'core.v1.PodAffinityTerm': { topologyKey: 'kubernetes.io/hostname' },
};

/** Flags fields that an object cannot do without. */
export const schemaRequired: ObjectRule = {
  id: 'schema-required',
  group: 'identity',
  summary: 'A field that Kubernetes cannot do without has to be there.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'missing')) {
      if (!isToldElsewhere(fault)) yield finding(context.document, fault);
    }
  },
};

/** Selectors of workloads, images, claims and restarts have rules of their own. */
function isToldElsewhere({ owner, name }: MissingFault): boolean {
  return name === 'selector' && /^apps\.v1\.\w+Spec$/.test(owner.name);
}

function finding(document: KubernetesDocument, fault: MissingFault): Finding {
  const { empty, owner, name, mapping, frames } = fault;
  const value = FIRST_VALUES[owner.name]?.[name];
  return {
    range: empty?.range ?? place(document, fault),
    message:
      `${typeName(owner)} needs the field \`${name}\`. ` +
      `Kubernetes says: "${pathTo(frames, name)}: Required value".`,
    fixes:
      value === undefined || empty !== undefined
        ? []
        : [
            fix(
              document,
              `Add ${name}: ${flowText(value)}`,
              [appendPair(document.text, mapping, name, value)],
              { isPreferred: true },
            ),
          ],
  };
}

/** The key that holds the mapping, the first key of a list's item, or the kind at the root. */
function place(document: KubernetesDocument, { mapping }: MissingFault): OffsetRange {
  if (mapping === document.root) return document.kindNode.range;
  const holder = mapping.parent;
  const pair =
    holder?.kind === 'mapping' ? holder.pairs.find(({ value }) => value === mapping) : undefined;
  return pair?.key.range ?? firstKey(mapping);
}
