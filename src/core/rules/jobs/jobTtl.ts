import { findPair } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { batchSpec } from './batchSpec.ts';

/** A day: time enough to read the logs of what failed at night. */
const TTL_SECONDS = 86_400;

/** Tells of Jobs that stay when they are done. CronJobs clear away after themselves. */
export const jobTtl: ObjectRule = {
  id: 'job-ttl',
  group: 'objects',
  summary: 'A Job should say when it may be cleared away.',
  severity: OPT_IN,
  isFixable: true,
  kinds: ['Job'],
  isCrossObject: false,
  *check({ document }) {
    const spec = batchSpec(document);
    if (spec === undefined || findPair(spec, 'ttlSecondsAfterFinished') !== undefined) return;
    yield {
      range: firstKey(spec),
      message:
        'This Job and its Pods stay until somebody deletes them. `ttlSecondsAfterFinished` clears ' +
        'them away.',
      fixes: offer(
        document,
        `Add ttlSecondsAfterFinished: ${TTL_SECONDS}`,
        setField(document.text, spec, ['ttlSecondsAfterFinished'], TTL_SECONDS),
      ),
    };
  },
};
