import { toValue } from '../../yaml/access.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import { probesOf } from '../probes.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** Tells of containers whose two probes ask the same. */
export const probesIdentical: ObjectRule = {
  id: 'probes-identical',
  group: 'resources',
  summary: 'Liveness and readiness should not be the same probe: they have different consequences.',
  severity: INFORMATION,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      const probes = probesOf(container);
      const liveness = probes.find(({ field }) => field === 'livenessProbe');
      const readiness = probes.find(({ field }) => field === 'readinessProbe');
      if (liveness === undefined || readiness === undefined || liveness.node === readiness.node) {
        continue;
      }
      if (JSON.stringify(toValue(liveness.node)) !== JSON.stringify(toValue(readiness.node))) {
        continue;
      }
      yield {
        range: liveness.pair.key.range,
        message:
          'This is the readiness probe once more. When the container is busy and fails both, it is not ' +
          'given a rest but restarted, and the others get its load.',
        related: [related(document, readiness.pair.key.range, 'The readiness probe.')],
      };
    }
  },
};
