import { child } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { namespaceKey } from '../objectSet.ts';
import { labelsOf } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { labelSelector, satisfies } from '../selectorNodes.ts';
import { INFORMATION } from '../severities.ts';

/** Tells of ServiceMonitors that find none of the Services. */
export const serviceMonitorSelectsNothing: ObjectRule = {
  id: 'servicemonitor-selects-nothing',
  group: 'references',
  summary: "A ServiceMonitor's selector matches the labels of Services, not those of Pods.",
  severity: INFORMATION,
  isFixable: false,
  kinds: ['ServiceMonitor'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    const selector = child(spec, 'selector');
    // With a namespaceSelector the Services may be anywhere.
    if (selector === undefined || child(spec, 'namespaceSelector') !== undefined) return;
    const { pairs, expressions } = labelSelector(selector);
    const [first] = pairs;
    const services = set
      .ofKind('Service')
      .filter((one) => namespaceKey(one) === namespaceKey(document));
    if (first === undefined || services.length === 0 || set.isIncomplete) return;
    const isFound = services.some(({ root }) => {
      const labels = labelsOf(child(child(root, 'metadata'), 'labels'));
      return (
        pairs.every(({ name, value }) => labels.get(name)?.text === value.text) &&
        expressions.every((one) => satisfies(one, labels))
      );
    });
    if (isFound) return;
    yield {
      range: [first.key.range[0], first.value.range[1]],
      message:
        'No Service in these files has these labels in its own metadata, so nothing is scraped. The ' +
        `labels of Pods do not count: there are ${services.map(describe).join(', ')}.`,
    };
  },
};
