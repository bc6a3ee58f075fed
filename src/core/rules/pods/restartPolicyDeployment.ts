import { scalar } from '../../yaml/access.ts';
import { removePair } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags a restartPolicy that only Pods and Jobs may have. */
export const restartPolicyDeployment: ObjectRule = {
  id: 'restartpolicy-deployment',
  group: 'pods',
  summary: 'Pods of a Deployment, StatefulSet, DaemonSet or ReplicaSet are always restarted.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'],
  isCrossObject: false,
  *check({ document, set }) {
    const spec = set.podOf(document)?.spec;
    if (spec?.kind !== 'mapping') return;
    const policy = spec.pairs.find(({ name }) => name === 'restartPolicy');
    const written = scalar(policy?.value);
    if (policy === undefined || !/^(?:Never|OnFailure)$/.test(written?.text ?? '')) return;
    const edit = removePair(document.text, spec, policy);
    yield {
      range: policy.value.range,
      message:
        `A ${document.kind} keeps its Pods running, so the only restartPolicy that Kubernetes ` +
        `takes here is Always, and ${written?.text ?? ''} is refused. What is to run once and ` +
        'end is a Job.',
      fixes: [
        fix(document, 'Remove restartPolicy (Always is the default)', [edit], {
          isPreferred: true,
          isMechanical: true,
        }),
      ],
    };
  },
};
