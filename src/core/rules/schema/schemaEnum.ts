import type { EnumFault } from '../../schema/walk.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { faultsOfSort } from './faults.ts';

/** Flags values that are none of the words that a field takes. */
export const schemaEnum: ObjectRule = {
  id: 'schema-enum',
  group: 'identity',
  summary: 'Some fields take certain words only, in exactly their spelling.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'enum')) yield finding(context.document, fault);
  },
};

function finding(
  document: KubernetesDocument,
  { allowed: values, field, node }: EnumFault,
): Finding {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_ ]/g, '');
  const meant =
    values.find((value) => plain(value) === plain(node.text)) ?? nearest(node.text, values);
  const allowed = values.map((value) => `"${value}"`).join(', ');
  return {
    range: node.range,
    message:
      `"${node.text}" is no value of \`${field.name}\`` +
      `${meant === undefined ? '' : `: did you mean "${meant}"`}${meant === undefined ? '.' : '?'} ` +
      `Kubernetes refuses it and lists the supported values: ${allowed}.`,
    fixes:
      meant === undefined
        ? []
        : [
            fix(document, `Write ${meant}`, [replaceScalar(node, meant)], {
              isPreferred: true,
              isMechanical: plain(meant) === plain(node.text),
            }),
          ],
  };
}
