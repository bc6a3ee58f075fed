import { findPair, textAt } from '../../yaml/access.ts';
import { portsOf } from '../containerPorts.ts';
import { containerPlace } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { probeFixes } from './probeFixes.ts';
import { probePort } from './serviceTargets.ts';

/** Tells of containers that stay broken when they hang. */
export const livenessMissing: ObjectRule = {
  id: 'liveness-missing',
  group: 'resources',
  summary: 'A container that can hang should have a liveness probe.',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS.filter((kind) => kind !== 'Job' && kind !== 'CronJob'),
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      if (container.role !== 'container' || textAt(container.node, 'image') === undefined) continue;
      if (findPair(container.node, 'livenessProbe') !== undefined) continue;
      const [port] = portsOf(container);
      yield {
        range: containerPlace(container),
        message:
          `Container ${container.label} has no liveness probe: if it hangs without ending, nobody restarts ` +
          'it. Let it ask only what a restart would mend.',
        fixes: probeFixes(
          document,
          container,
          'livenessProbe',
          port === undefined ? undefined : probePort(port),
        ),
      };
    }
  },
};
