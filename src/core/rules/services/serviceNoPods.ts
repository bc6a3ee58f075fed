import { child, textAt } from '../../yaml/access.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { pairSelector, unmatchedSelector } from '../unmatchedSelector.ts';

/** Flags a Service whose selector finds none of the Pods that the files describe. */
export const serviceNoPods: ObjectRule = {
  id: 'service-no-pods',
  group: 'references',
  summary: "A Service's selector must match the labels of some Pod template.",
  severity: WARNING,
  isFixable: true,
  kinds: ['Service'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    const selector = pairSelector(document, child(spec, 'selector'));
    const isServing = apiGroup(document) === '' && textAt(spec, 'type') !== 'ExternalName';
    if (selector === undefined || !isServing) return;
    const found = unmatchedSelector(
      set,
      selector,
      'The Service would have no endpoints, and requests to it would fail.',
    );
    if (found !== undefined) yield found;
  },
};
