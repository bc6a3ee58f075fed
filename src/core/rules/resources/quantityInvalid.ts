import { parseQuantity } from '../../kubernetes/quantity.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { QUANTITY_KINDS, quantityFields, type Unit } from './quantityFields.ts';
import { likelyQuantities } from './quantitySpellings.ts';

const UNITS: Readonly<Record<Unit, string>> = {
  bytes: 'Sizes end in Ki, Mi, Gi (powers of 1024), in k, M, G (powers of 1000), or in nothing.',
  cpu: 'CPU is a number of cores, such as 0.5, or ends in m for thousandths, such as 500m.',
  count: 'What is counted is a plain number.',
};

/** Flags amounts that Kubernetes cannot read: the API server refuses the whole object. */
export const quantityInvalid: ObjectRule = {
  id: 'quantity-invalid',
  group: 'resources',
  summary: 'An amount of CPU, memory or storage must be a quantity of Kubernetes.',
  severity: ERROR,
  isFixable: true,
  kinds: QUANTITY_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node, resource, unit } of quantityFields(document, set)) {
      if (node.value === null) continue;
      const amount = typeof node.value === 'number' ? 1n : parseQuantity(node.text);
      const isNegative = node.text.startsWith('-');
      if (typeof node.value !== 'boolean' && amount !== undefined && !isNegative) continue;
      const candidates = likelyQuantities(node.text, unit);
      yield {
        range: node.range,
        message:
          amount !== undefined && isNegative
            ? `"${node.text}" is below zero: the API server refuses it, for ${resource} must be ` +
              'greater than or equal to 0.'
            : `"${node.text}" is no quantity, and the API server refuses it: "quantities must ` +
              `match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'". ` +
              UNITS[unit],
        fixes: candidates.map((text, index) =>
          fix(document, `Write ${text}`, [replaceScalar(node, text)], {
            isPreferred: index === 0,
            isMechanical: candidates.length === 1,
          }),
        ),
      };
    }
  },
};
