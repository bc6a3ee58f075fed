import { fix } from '../fixes.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { strategyOf } from './strategies.ts';

/** Tells of Deployments that are not updated Pod by Pod. */
export const rollingUpdate: ObjectRule = {
  id: 'rolling-update',
  group: 'resources',
  summary: 'A Deployment should be updated Pod by Pod (RollingUpdate).',
  severity: HINT,
  isFixable: true,
  kinds: ['Deployment', 'DaemonSet', 'StatefulSet'],
  isCrossObject: false,
  *check({ document }) {
    const type = strategyOf(document)?.type;
    if (type === undefined || type.text === 'RollingUpdate') return;
    // Anything else is a finding of `schema-enum`.
    if (type.text !== 'Recreate' && type.text !== 'OnDelete') return;
    yield {
      range: type.range,
      message:
        type.text === 'Recreate'
          ? 'Recreate stops all Pods before new ones start: nothing answers meanwhile.'
          : 'OnDelete replaces a Pod only when somebody deletes it: an update seems to do nothing.',
      fixes: [
        fix(document, 'Update Pod by Pod', [replaceScalar(type, 'RollingUpdate')], {
          isPreferred: true,
        }),
      ],
    };
  },
};
