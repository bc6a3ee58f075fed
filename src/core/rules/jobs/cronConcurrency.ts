import { findPair } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { batchSpec } from './batchSpec.ts';

/** Tells of CronJobs whose runs may overlap without anybody having said so. */
export const cronConcurrency: ObjectRule = {
  id: 'cron-concurrency',
  group: 'objects',
  summary: 'A CronJob should say whether its runs may overlap.',
  severity: OPT_IN,
  isFixable: true,
  kinds: ['CronJob'],
  isCrossObject: false,
  *check({ document }) {
    const spec = batchSpec(document);
    if (spec === undefined || findPair(spec, 'concurrencyPolicy') !== undefined) return;
    yield {
      range: findPair(spec, 'schedule')?.key.range ?? firstKey(spec),
      message:
        'A run that takes longer than its schedule overlaps with the next, for `concurrencyPolicy` ' +
        'is Allow where nothing else is said.',
      fixes: offer(
        document,
        'Add concurrencyPolicy: Forbid',
        setField(document.text, spec, ['concurrencyPolicy'], 'Forbid'),
      ),
    };
  },
};
