import type { YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { faultsOfSort } from '../schema/faults.ts';
import { hasOwnRule, isImplicit } from '../schema/typeOwners.ts';
import { ERROR } from '../severities.ts';
import { quoted } from '../stringValues.ts';

/** Flags words that YAML takes for a boolean or a number where Kubernetes wants text. */
export const yamlImplicitType: ObjectRule = {
  id: 'yaml-implicit-type',
  group: 'text',
  summary: 'Text that YAML reads as a boolean or number (`on`, `1.10`) needs quotes.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'type')) {
      if (!isImplicit(fault) || hasOwnRule(fault) || fault.node.kind !== 'scalar') continue;
      const { name, type } = fault.field;
      const place = type.kind === 'list' ? `an item of \`${name}\`` : `\`${name}\``;
      yield finding(context.document, fault.node, place);
    }
  },
};

function finding(document: KubernetesDocument, node: YamlScalar, place: string): Finding {
  const edit = quoted(node);
  return {
    range: node.range,
    message:
      `For kubectl ${node.text} is ${reading(node)}, but ${place} is text. Kubernetes refuses the ` +
      'object: put it in quotes.',
    fixes:
      edit === undefined
        ? []
        : [
            fix(document, `Write it as ${edit.newText}`, [edit], {
              isPreferred: true,
              isMechanical: true,
            }),
          ],
  };
}

function reading({ value, text }: YamlScalar): string {
  if (typeof value === 'boolean') return `the boolean ${value}`;
  return String(value) === text ? 'a number' : `the number ${value}`;
}
