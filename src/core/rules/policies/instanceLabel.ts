import { child, findPair, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

const LABEL = 'app.kubernetes.io/instance';

/** Flags objects whose instance label is not their name. */
export const instanceLabel: ObjectRule = {
  id: 'instance-label',
  group: 'resources',
  summary: 'The label app.kubernetes.io/instance should be the name of the object.',
  severity: OPT_IN,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    const labels = child(child(document.root, 'metadata'), 'labels');
    const value = scalar(findPair(labels, LABEL)?.value);
    if (value === undefined || document.name === undefined || value.text === document.name) return;
    yield {
      range: value.range,
      message: `The instance is called "${value.text}", and the object "${document.name}".`,
      fixes: [
        fix(document, `Write ${document.name}`, [replaceScalar(value, document.name)], {
          isPreferred: true,
        }),
      ],
    };
  },
};
