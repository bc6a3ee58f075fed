import { findPair } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { batchSpec } from './batchSpec.ts';

/** Seconds within which a run that was missed may still start. */
const DEADLINE_SECONDS = 300;

/** Tells of CronJobs that may start a run at any time later. */
export const cronDeadline: ObjectRule = {
  id: 'cron-deadline',
  group: 'objects',
  summary: 'A CronJob should say for how long a run that was missed may still start.',
  severity: OPT_IN,
  isFixable: true,
  kinds: ['CronJob'],
  isCrossObject: false,
  *check({ document }) {
    const spec = batchSpec(document);
    if (spec === undefined || findPair(spec, 'startingDeadlineSeconds') !== undefined) return;
    yield {
      range: findPair(spec, 'schedule')?.key.range ?? firstKey(spec),
      message:
        'A run that was missed starts however late it is. `startingDeadlineSeconds` sets an end ' +
        'to that, and keeps a CronJob going that missed 100 runs.',
      fixes: offer(
        document,
        `Add startingDeadlineSeconds: ${DEADLINE_SECONDS}`,
        setField(document.text, spec, ['startingDeadlineSeconds'], DEADLINE_SECONDS),
      ),
    };
  },
};
