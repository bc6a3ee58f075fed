import { parseQuantity } from '../../kubernetes/quantity.ts';
import { child, pairs, scalar } from '../../yaml/access.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** What a container of a usual node asks for at least and at most. */
const BOUNDS: Readonly<Record<string, readonly [least: string, most: string]>> = {
  cpu: ['1m', '16'],
  memory: ['4Mi', '64Gi'],
};

/** Flags requests and limits that are hardly meant. */
export const resourcesRange: ObjectRule = {
  id: 'resources-range',
  group: 'resources',
  summary: 'Requests and limits should be within what nodes usually have.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      for (const field of ['requests', 'limits']) {
        for (const { name, value } of pairs(child(child(node, 'resources'), field))) {
          const written = scalar(value);
          const quantity = parseQuantity(written?.text ?? '');
          const [least, most] = BOUNDS[name] ?? [];
          if (written === undefined || quantity === undefined) continue;
          if (least === undefined || most === undefined) continue;
          const isSmall = quantity < (parseQuantity(least) ?? 0n);
          const isLarge = quantity > (parseQuantity(most) ?? 0n);
          if (!isSmall && !isLarge) continue;
          yield {
            range: written.range,
            message:
              `\`${written.text}\` of ${name} is ${isSmall ? 'less' : 'more'} than a container usually has: ` +
              `expected is between ${least} and ${most}.`,
          };
        }
      }
    }
  },
};
