import type { FormatFault } from '../../schema/walk.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { replaceValue } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { faultsOfSort } from './faults.ts';

/** Flags names, addresses and percentages that are not written as their field wants them. */
export const schemaFormat: ObjectRule = {
  id: 'schema-format',
  group: 'identity',
  summary: 'Names, addresses, percentages and resources are written as their field wants them.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'format')) yield finding(context.document, fault);
  },
};

function finding(document: KubernetesDocument, { field, node, problem }: FormatFault): Finding {
  const { expected, meant } = problem;
  return {
    range: node.range,
    message:
      `"${node.text}" does not do for \`${field.name}\`. Expected: ${expected}. Kubernetes refuses ` +
      'the object.',
    fixes:
      meant === undefined
        ? []
        : offer(
            document,
            `Write ${meant}`,
            typeof meant === 'number' ? replaceValue(node, meant) : replaceScalar(node, meant),
          ),
  };
}
