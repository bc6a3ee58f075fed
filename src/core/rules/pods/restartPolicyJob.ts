import { findPair, scalar } from '../../yaml/access.ts';
import { appendPair, replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule, TextEdit } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags Jobs whose Pods would be restarted for ever, which is what happens when none is said. */
export const restartPolicyJob: ObjectRule = {
  id: 'restartpolicy-job',
  group: 'pods',
  summary: 'Pods of a Job need `restartPolicy: Never` or `OnFailure`.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Job', 'CronJob'],
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    const spec = template?.spec;
    // Without containers it is still being written.
    if (spec?.kind !== 'mapping' || template?.containers.length === 0) return;
    const policy = findPair(spec, 'restartPolicy');
    const written = scalar(policy?.value);
    if (policy !== undefined && written?.text !== 'Always') return;
    const place = findPair(template?.node, 'spec')?.key.range ?? document.kindNode.range;
    const edit = (value: string): TextEdit =>
      written === undefined
        ? appendPair(document.text, spec, 'restartPolicy', value)
        : replaceScalar(written, value);
    const what =
      written === undefined
        ? `The Pods of this ${document.kind} name no restartPolicy, which means Always.`
        : `The Pods of this ${document.kind} would always be restarted.`;
    yield {
      range: written?.range ?? place,
      message:
        `${what} A Job is done when its Pods end, so Kubernetes refuses it and asks for Never ` +
        '(a new Pod for each try) or OnFailure (another try in the same Pod).',
      fixes: [
        fix(document, 'Set restartPolicy to Never', [edit('Never')], { isPreferred: true }),
        fix(document, 'Set restartPolicy to OnFailure', [edit('OnFailure')]),
      ],
    };
  },
};
