import { parseImageReference } from '../../kubernetes/imageReference.ts';
import { child, findPair, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** Tells of pull policies that ask a registry for nothing, or never ask it. */
export const imagePullPolicy: ObjectRule = {
  id: 'image-pull-policy',
  group: 'resources',
  summary: 'With a fixed tag an image need not be pulled at every start (IfNotPresent).',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      const policy = scalar(child(node, 'imagePullPolicy'));
      const image = scalar(child(node, 'image'));
      if (policy?.text !== 'Always' || image === undefined) continue;
      if (findPair(node, 'imagePullPolicy')?.value.kind !== 'scalar') continue;
      const { tag, digest } = parseImageReference(image.text);
      const isFixed = digest !== undefined || (tag !== undefined && tag !== 'latest');
      if (!isFixed) continue;
      yield {
        range: policy.range,
        message:
          `"${image.text}" is fixed, and every start asks the registry for it all the same. An image that ` +
          'was loaded into a local cluster by hand is not found that way at all.',
        fixes: [
          fix(document, 'Pull it when it is not there', [replaceScalar(policy, 'IfNotPresent')], {
            isPreferred: true,
          }),
        ],
      };
    }
  },
};
