import { child, findPair } from '../../yaml/access.ts';
import { appendPair } from '../../yaml/edits.ts';
import { type ContainerPort, portsOf, runningContainers } from '../containerPorts.ts';
import { fix } from '../fixes.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { isNearMiss } from '../nearest.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { PodTemplate } from '../podTemplates.ts';
import type { Fix, RelatedPlace } from '../rule.ts';
import { pairSelector, selectedPods } from '../unmatchedSelector.ts';
import type { ServicePort } from './servicePorts.ts';

/** The ports that the Pods of a Service declare. */
export interface DeclaredPorts {
  readonly ports: readonly ContainerPort[];
  readonly pods: readonly PodTemplate[];
}

/** Undefined for a Service that finds no Pods here, or Pods of which some are half written. */
export function declaredPorts(
  service: KubernetesDocument,
  set: ObjectSet,
): DeclaredPorts | undefined {
  if (apiGroup(service) !== '') return undefined;
  const selector = pairSelector(service, child(child(service.root, 'spec'), 'selector'));
  if (selector === undefined || selector.nodes.pairs.length === 0) return undefined;
  const pods = selectedPods(set, selector);
  const ports = pods.flatMap((pod) => runningContainers(pod).flatMap(portsOf));
  if (pods.length === 0 || ports.some(({ containerPort }) => containerPort === undefined)) {
    return undefined;
  }
  return { pods, ports };
}

/** Where the ports of the first workload are declared, else its kind. */
export function declaredPlace({ pods }: DeclaredPorts): RelatedPlace[] {
  const [pod] = pods;
  if (pod === undefined) return [];
  const list = runningContainers(pod).flatMap(({ node }) => findPair(node, 'ports') ?? [])[0];
  return [
    {
      uri: pod.document.uri,
      range: list?.key.range ?? pod.document.kindNode.range,
      message: `The ports that the Pods of ${describe(pod.document)} declare`,
    },
  ];
}

/** One fix for each of these ports, the likeliest first. */
export function targetFixes(
  service: KubernetesDocument,
  { node, targetPort, port }: ServicePort,
  values: readonly string[],
): Fix[] {
  const written = targetPort ?? port;
  const likely = values.find((value) => isNearMiss(value, written?.text ?? '')) ?? values[0];
  return [...new Set(values)]
    .toSorted((a, b) => Number(b === likely) - Number(a === likely))
    .map((value) => {
      const edit =
        targetPort === undefined
          ? appendPair(service.text, node, 'targetPort', asPort(value))
          : { range: outer(targetPort), newText: value };
      const isPreferred = value === likely;
      return fix(service, `Send to port ${value}`, [edit], { isPreferred });
    });
}

function asPort(value: string): string | number {
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** Numbers go without quotes. */
function outer({ range, style }: NonNullable<ServicePort['port']>): [number, number] {
  const quote = style === 'single' || style === 'double' ? 1 : 0;
  return [range[0] - quote, range[1] + quote];
}
