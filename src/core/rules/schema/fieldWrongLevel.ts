import type { UnknownFault } from '../../schema/walk.ts';
import { movePair } from '../../yaml/moves.ts';
import { fix } from '../fixes.ts';
import { firstKey, related } from '../places.ts';
import type { Finding, ObjectContext, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { faultsOfSort } from './faults.ts';
import { type RightLevel, rightLevel } from './rightLevel.ts';
import { pathTo, typeName } from './words.ts';

/** Flags fields that stand a level too high or too low, mostly by their indentation. */
export const fieldWrongLevel: ObjectRule = {
  id: 'field-wrong-level',
  group: 'identity',
  summary: 'A field that belongs to another level of the object: mostly its indentation is off.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'unknown')) {
      const right = rightLevel(fault);
      if (right !== undefined) yield finding(context, fault, right);
    }
  },
};

function finding({ document }: ObjectContext, fault: UnknownFault, right: RightLevel): Finding {
  const { pair, owner, mapping, frames } = fault;
  const edits =
    right.mapping === undefined ? undefined : movePair(document.text, mapping, pair, right.mapping);
  return {
    range: pair.key.range,
    message:
      `\`${pair.name}\` is no field of ${typeName(owner)}: it belongs to ${typeName(right.type)}, ` +
      `${direction(right.path)}. Kubernetes says: unknown field "${pathTo(frames, pair.name)}".`,
    ...(right.mapping !== undefined && {
      related: [related(document, firstKey(right.mapping), 'It belongs beside this.')],
    }),
    fixes:
      edits === undefined
        ? []
        : [fix(document, `Move ${pair.name} to its level`, edits, { isPreferred: true })],
  };
}

/** Where that is, seen from the place where the field stands. */
function direction(path: readonly string[]): string {
  const up = path.filter((step) => step === '..').length;
  const down = path.filter((step) => step !== '..');
  const names = down.map((step) => (step === '[]' ? '[]' : `.${step}`)).join('');
  if (up === 0) return `under \`${names.slice(1)}\``;
  const levels = up === 1 ? 'one level' : `${up} levels`;
  return `${levels} further out${names === '' ? '' : `, under \`${names.slice(1)}\``}`;
}
