import { appendPair, replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { SCALABLE, scaleTarget } from './scaleTargets.ts';

/** Kinds that people try to scale and that have no number of replicas to change. */
const NOT_SCALABLE: Readonly<Record<string, string>> = {
  DaemonSet: 'it runs one Pod on each node',
  Pod: 'it is a single one',
  Job: 'it runs to its end',
  CronJob: 'it starts Jobs by the clock',
  Service: 'it runs no Pods',
};

/** Flags autoscalers of what cannot be scaled, and of kinds in a version that has none. */
export const hpaTargetNotScalable: ObjectRule = {
  id: 'hpa-target-not-scalable',
  group: 'references',
  summary:
    'A HorizontalPodAutoscaler scales Deployments, StatefulSets and the like, in their API version.',
  severity: ERROR,
  isFixable: true,
  kinds: ['HorizontalPodAutoscaler'],
  isCrossObject: false,
  *check({ document }) {
    const target = scaleTarget(document);
    if (target === undefined) return;
    const { kind, apiVersion, node } = target;
    const reason = NOT_SCALABLE[kind.text];
    if (reason !== undefined) {
      yield {
        range: kind.range,
        message: `A ${kind.text} cannot be scaled: ${reason}. The autoscaler would never do anything.`,
      };
      return;
    }
    const expected = SCALABLE.get(kind.text);
    if (expected === undefined || apiVersion?.text === expected) return;
    yield {
      range: (apiVersion ?? kind).range,
      message:
        `A ${kind.text} is in ${expected}, and this reference says ` +
        `${apiVersion === undefined ? 'no apiVersion' : apiVersion.text}: the autoscaler would not ` +
        'find it.',
      fixes: [
        fix(
          document,
          `Write ${expected}`,
          [
            apiVersion === undefined
              ? appendPair(document.text, node, 'apiVersion', expected)
              : replaceScalar(apiVersion, expected),
          ],
          { isPreferred: true },
        ),
      ],
    };
  },
};
