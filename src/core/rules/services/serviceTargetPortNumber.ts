import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { servicePorts } from './servicePorts.ts';
import { declaredPlace, declaredPorts, targetFixes } from './targetPorts.ts';

/** Flags Services that send to a port which their Pods do not declare. */
export const serviceTargetPortNumber: ObjectRule = {
  id: 'service-targetport-number',
  group: 'references',
  summary: 'A Service should send to a port that its Pods declare.',
  severity: WARNING,
  isFixable: true,
  kinds: ['Service'],
  isCrossObject: true,
  *check({ document, set }) {
    const declared = declaredPorts(document, set);
    // A port that is not declared works as well: only where some are, another is a slip.
    if (declared === undefined || declared.ports.length === 0) return;
    for (const entry of servicePorts(document)) {
      const target = entry.targetPort ?? entry.port;
      // What is no port at all is a finding of `schema-range`.
      if (typeof target?.value !== 'number' || !isPort(target.value)) continue;
      if (declared.ports.some(({ containerPort }) => containerPort?.value === target.value)) {
        continue;
      }
      const known = declared.ports.flatMap(({ containerPort }) => containerPort?.text ?? []);
      yield {
        range: target.range,
        message:
          `The Service sends to port ${target.text}, and its Pods declare ${known.join(', ')}. If ` +
          'nothing listens there, every connection is refused.',
        related: declaredPlace(declared),
        fixes: targetFixes(document, entry, known),
      };
    }
  },
};

function isPort(value: number): boolean {
  return value >= 1 && value <= 65_535;
}
