import { child, findPair, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { POD_KINDS } from '../podTemplates.ts';
import { type Probe, probesOf } from '../probes.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** Defaults of the API, in seconds. */
const DEFAULTS = { periodSeconds: 10, timeoutSeconds: 1 } as const;

/** From here on a startup probe says better what is meant, in seconds. */
const LONG_DELAY = 60;

/** Tells of probes whose times make no sense together. */
export const probeTiming: ObjectRule = {
  id: 'probe-timing',
  group: 'pods',
  summary: 'The times of a probe should fit together; slow starts are for a startupProbe.',
  severity: INFORMATION,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      const hasStartup = findPair(container.node, 'startupProbe') !== undefined;
      for (const probe of probesOf(container)) {
        yield* timeoutAndPeriod(probe);
        if (!hasStartup) yield* longDelay(probe);
      }
    }
  },
};

function* timeoutAndPeriod({ node, field }: Probe): Generator<Finding> {
  const timeout = secondsOf(node, 'timeoutSeconds');
  const period = secondsOf(node, 'periodSeconds');
  const [a, b] = [
    timeout?.value ?? DEFAULTS.timeoutSeconds,
    period?.value ?? DEFAULTS.periodSeconds,
  ];
  const place = timeout?.node ?? period?.node;
  if (place === undefined || a <= b) return;
  yield {
    range: place.range,
    message:
      `The ${field} waits ${a} s for an answer and asks every ${b} s: an answer may come after the next ` +
      'question is due. The timeout belongs below the period.',
  };
}

function* longDelay({ node, field }: Probe): Generator<Finding> {
  const delay = secondsOf(node, 'initialDelaySeconds');
  if (delay === undefined || delay.value < LONG_DELAY) return;
  yield {
    range: delay.node.range,
    message:
      `The ${field} waits ${delay.value} s at every start, however fast it was. A startupProbe asks from ` +
      'the beginning and holds the others back until the first answer.',
  };
}

function secondsOf(
  node: Probe['node'],
  field: string,
): { readonly node: YamlScalar; readonly value: number } | undefined {
  const found = scalar(child(node, field));
  return typeof found?.value === 'number' ? { node: found, value: found.value } : undefined;
}
