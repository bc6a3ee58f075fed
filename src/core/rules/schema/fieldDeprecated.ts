import type { DeprecatedFault } from '../../schema/walk.ts';
import { findPair } from '../../yaml/access.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { faultsOfSort } from './faults.ts';
import { typeName } from './words.ts';

/** Old names of fields that mean the same under a new one. */
const RENAMED: Readonly<Record<string, string>> = {
  'core.v1.PodSpec.serviceAccount': 'serviceAccountName',
};

/** Flags fields that Kubernetes keeps for old manifests alone. */
export const fieldDeprecated: ObjectRule = {
  id: 'field-deprecated',
  group: 'identity',
  summary: 'A deprecated field still stands in the API and should not be used any more.',
  severity: WARNING,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'deprecated')) yield finding(context.document, fault);
  },
};

function finding(
  document: KubernetesDocument,
  { owner, field, mapping, pair }: DeprecatedFault,
): Finding {
  const renamed = RENAMED[`${owner.name}.${field.name}`];
  const isFree = renamed !== undefined && findPair(mapping, renamed) === undefined;
  return {
    range: pair.key.range,
    message:
      `\`${field.name}\` of ${typeName(owner)} is deprecated: it is kept for old manifests and may ` +
      `do nothing at all.${renamed === undefined ? '' : ` Its new name is \`${renamed}\`.`}`,
    isDeprecated: true,
    fixes: isFree
      ? [
          fix(document, `Rename it to ${renamed}`, [{ range: pair.key.range, newText: renamed }], {
            isPreferred: true,
            isMechanical: true,
          }),
        ]
      : [],
  };
}
