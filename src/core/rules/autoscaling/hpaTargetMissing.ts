import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import { describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingObject } from '../missingObject.ts';
import { SCALABLE, scaleTarget } from './scaleTargets.ts';

/** Flags autoscalers of workloads that the files do not describe. */
export const hpaTargetMissing: ObjectRule = {
  id: 'hpa-target-missing',
  group: 'references',
  summary: 'The workload that a HorizontalPodAutoscaler scales must exist in its namespace.',
  severity: WARNING,
  isFixable: true,
  kinds: ['HorizontalPodAutoscaler'],
  isCrossObject: true,
  *check({ document, set }) {
    const target = scaleTarget(document);
    if (target === undefined || !SCALABLE.has(target.kind.text)) return;
    const { kind, name } = target;
    if (set.find(kind.text, name.text, document) !== undefined || set.isIncomplete) return;
    const consequence =
      'The autoscaler would scale nothing: "the server could not find the requested resource".';
    // The right name with another kind is the likelier slip.
    for (const other of SCALABLE.keys()) {
      const found = set.find(other, name.text, document);
      if (found === undefined) continue;
      yield {
        range: kind.range,
        message: `There is no ${kind.text} "${name.text}" here, but ${describe(found)}. ${consequence}`,
        related: [
          { uri: found.uri, range: found.kindNode.range, message: `${describe(found)} is here.` },
        ],
        fixes: [
          fix(document, `Scale the ${other}`, [replaceScalar(kind, other)], { isPreferred: true }),
        ],
      };
      return;
    }
    const found = missingObject(set, { from: document, kind: kind.text, name, consequence });
    if (found !== undefined) yield found;
  },
};
