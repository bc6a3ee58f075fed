import type { RangeFault } from '../../schema/walk.ts';
import { replaceValue } from '../../yaml/fieldEdits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { faultsOfSort } from './faults.ts';

/** Flags numbers that are too small or too large for their field. */
export const schemaRange: ObjectRule = {
  id: 'schema-range',
  group: 'identity',
  summary: 'Ports, percentages, counts and the like have to be within their bounds.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'range')) {
      if (!isOctalSlip(fault)) yield finding(context.document, fault);
    }
  },
};

/** The mode 644, which means 1204 in octal; see the rule `yaml-octal`. */
function isOctalSlip({ field, node }: RangeFault): boolean {
  return /mode$/i.test(field.name) && /^[0-7]{3}$/.test(node.text);
}

/** What has no upper bound worth naming. */
const LARGEST = 2_147_483_647;

function finding(document: KubernetesDocument, { field, node, bounds }: RangeFault): Finding {
  const { min, max } = bounds;
  const expected = max >= LARGEST ? `${min} or more` : `a number from ${min} to ${max}`;
  const near = nearValue(Number(node.value), bounds);
  return {
    range: node.range,
    message: `\`${field.name}\` is ${node.text}, and Kubernetes takes ${expected}. It refuses the object.`,
    fixes:
      near === undefined
        ? []
        : [fix(document, `Write ${near}`, [replaceValue(node, near)], { isPreferred: true })],
  };
}

/** A sign too many, or the lower end when it was missed by one. */
function nearValue(value: number, { min, max }: RangeFault['bounds']): number | undefined {
  if (value < 0 && -value >= min && -value <= max) return -value;
  return value === min - 1 ? min : undefined;
}
