import { child, scalar } from '../../yaml/access.ts';
import { apiGroup, describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** Tells of Pods that nothing starts again elsewhere. */
export const nakedPod: ObjectRule = {
  id: 'naked-pod',
  group: 'resources',
  summary: 'A Pod without a Deployment or another controller is not replaced when its node goes.',
  severity: HINT,
  isFixable: false,
  kinds: ['Pod', 'ReplicaSet', 'ReplicationController'],
  isCrossObject: false,
  *check({ document }) {
    if (apiGroup(document) !== '' && apiGroup(document) !== 'apps') return;
    const spec = child(document.root, 'spec');
    // A Pod that runs to its end is a task, and may well stand alone.
    const policy = scalar(child(spec, 'restartPolicy'))?.text;
    if (spec === undefined || (policy !== undefined && policy !== 'Always')) return;
    yield {
      range: document.kindNode.range,
      message:
        document.kind === 'Pod'
          ? `${describe(document)} stands alone: when its node goes, it is gone. A Deployment starts ` +
            'another elsewhere.'
          : `${describe(document)} keeps its Pods running and cannot update them: a Deployment does ` +
            'both.',
    };
  },
};
