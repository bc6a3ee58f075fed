import { portNameFault } from '../../kubernetes/portNames.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { servicePorts } from './servicePorts.ts';
import { declaredPlace, declaredPorts, targetFixes } from './targetPorts.ts';

/** Flags Services that send to a port by a name that none of their Pods has. */
export const serviceTargetPortName: ObjectRule = {
  id: 'service-targetport-name',
  group: 'references',
  summary: 'The name of a targetPort must be the name of a port of the Pods.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Service'],
  isCrossObject: true,
  *check({ document, set }) {
    const declared = declaredPorts(document, set);
    if (declared === undefined) return;
    const names = declared.ports.flatMap(({ name }) => name?.text ?? []);
    for (const entry of servicePorts(document)) {
      const target = entry.targetPort;
      // What cannot be a name at all is a finding of `port-name-invalid`.
      if (typeof target?.value !== 'string' || portNameFault(target.text) !== undefined) continue;
      if (names.includes(target.text)) continue;
      const has = names.length === 0 ? 'declare none with a name' : `declare ${names.join(', ')}`;
      const numbers = declared.ports.flatMap(({ containerPort }) => containerPort?.text ?? []);
      yield {
        range: target.range,
        message:
          `No port of the Pods is called "${target.text}": they ${has}. Kubernetes takes the Service ` +
          'and gives it no endpoint, so every request fails.',
        related: declaredPlace(declared),
        fixes: targetFixes(document, entry, names.length > 0 ? names : numbers),
      };
    }
  },
};
