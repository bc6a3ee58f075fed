import { child, findPair, textAt } from '../../yaml/access.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { containerPlace, related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { probeFixes } from './probeFixes.ts';
import { servedContainers } from './serviceTargets.ts';

/** Flags containers that get requests from a Service before they can answer. */
export const readinessMissing: ObjectRule = {
  id: 'readiness-missing',
  group: 'resources',
  summary: 'A container behind a Service should say when it is ready for requests.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS.filter((kind) => kind !== 'Job' && kind !== 'CronJob'),
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || template.labels.size === 0) return;
    const seen = new Set<unknown>();
    for (const service of set.servicesSelecting(template).filter(waitsForReadiness)) {
      for (const { container, port } of servedContainers(template, service)) {
        const { node } = container;
        if (seen.has(node) || textAt(node, 'image') === undefined) continue;
        seen.add(node);
        if (findPair(node, 'readinessProbe') !== undefined) continue;
        const place = service.nameNode?.range ?? service.kindNode.range;
        yield {
          range: containerPlace(container),
          message:
            `Container ${container.label} has no readinessProbe: ${describe(service)} sends it ` +
            'requests as soon as it starts, whether or not it can answer them.',
          related: [related(service, place, 'This Service sends requests to the Pods')],
          fixes: probeFixes(document, container, 'readinessProbe', port),
        };
      }
    }
  },
};

/** Services that send requests, and to ready Pods only. */
function waitsForReadiness({ root }: KubernetesDocument): boolean {
  const spec = child(root, 'spec');
  return (
    textAt(spec, 'type') !== 'ExternalName' && textAt(spec, 'publishNotReadyAddresses') !== 'true'
  );
}
