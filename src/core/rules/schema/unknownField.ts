import { findPair } from '../../yaml/access.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import type { UnknownFault } from '../../schema/walk.ts';
import { faultsOfSort } from './faults.ts';
import { rightLevel } from './rightLevel.ts';
import { pathTo, typeName } from './words.ts';

/** Flags fields that Kubernetes does not know. */
export const unknownField: ObjectRule = {
  id: 'schema-unknown-field',
  group: 'identity',
  summary: 'A field that this kind of object does not have is refused.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'unknown')) {
      // What belongs elsewhere is said by the rule `field-wrong-level`.
      if (isToldElsewhere(fault) || rightLevel(fault) !== undefined) continue;
      yield finding(context.document, fault);
    }
  },
};

/** Backends of Ingresses as they were before v1 have a rule of their own. */
function isToldElsewhere({ owner, pair }: UnknownFault): boolean {
  return owner.name === 'networking.v1.IngressBackend' && /^service(?:Name|Port)$/.test(pair.name);
}

function finding(document: KubernetesDocument, fault: UnknownFault): Finding {
  const { pair, owner, mapping, frames } = fault;
  const meant = meantField(fault);
  const isFree = meant !== undefined && findPair(mapping, meant) === undefined;
  return {
    range: pair.key.range,
    message:
      `${typeName(owner)} has no field \`${pair.name}\`` +
      `${meant === undefined ? '' : `: did you mean \`${meant}\``}${meant === undefined ? '.' : '?'} ` +
      `Kubernetes says: unknown field "${pathTo(frames, pair.name)}".`,
    fixes: isFree
      ? [
          fix(document, `Rename it to ${meant}`, [{ range: pair.key.range, newText: meant }], {
            isPreferred: true,
          }),
        ]
      : [],
  };
}

/** The field that was most likely meant: another case, a slip, singular or plural. */
function meantField({ pair, owner }: UnknownFault): string | undefined {
  const names = [...owner.fields.keys()];
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]|s$/g, '');
  return (
    names.find((name) => plain(name) === plain(pair.name)) ??
    nearest(pair.name, names) ??
    nearest(pair.name.toLowerCase(), names)
  );
}
