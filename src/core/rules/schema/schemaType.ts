import type { TypeFault } from '../../schema/walk.ts';
import { resolvePlainScalar } from '../../yaml/scalars.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { firstKey } from '../places.ts';
import type { Finding, Fix, ObjectRule, TextEdit } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { faultsOfSort } from './faults.ts';
import { hasOwnRule, isImplicit, isMissingDash } from './typeOwners.ts';
import { expectation, pathTo, reality } from './words.ts';

/** Flags values of a type that their field does not take. */
export const schemaType: ObjectRule = {
  id: 'schema-type',
  group: 'identity',
  summary: 'A value has the type that its field wants: a number, a text, a list, a mapping.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    for (const fault of faultsOfSort(context, 'type')) {
      if (hasOwnRule(fault) || isImplicit(fault) || isMissingDash(fault)) continue;
      yield finding(context.document, fault);
    }
  },
};

function finding(document: KubernetesDocument, fault: TypeFault): Finding {
  const { field, node, expected, frames } = fault;
  return {
    range: node.kind === 'mapping' ? firstKey(node) : node.range,
    message:
      `\`${field.name}\` is ${reality(node)} here, and Kubernetes wants ${expectation(expected)}. ` +
      `It refuses the object because of ${pathTo(frames, field.name)}.`,
    fixes: fixesFor(document, fault),
  };
}

function fixesFor(document: KubernetesDocument, { node, expected }: TypeFault): Fix[] {
  if (node.kind !== 'scalar') return [];
  const edit = expected.kind === 'list' ? asItem(node, expected) : withoutQuotes(node, expected);
  if (edit === undefined) return [];
  return [fix(document, `Write it as ${edit.newText}`, [edit], { isPreferred: true })];
}

/** One text where a list of texts has to stand: the list of that one. */
function asItem(
  node: YamlScalar,
  { items }: TypeFault['expected'] & { kind: 'list' },
): TextEdit | undefined {
  if (items.kind !== 'scalar' || items.scalar !== 'string' || isBlock(node)) return undefined;
  const isPlain = node.style === 'plain' && /^[\w./-]+$/.test(node.text);
  const inner = isPlain && typeof node.value === 'string' ? node.text : JSON.stringify(node.text);
  return { range: outerRange(node), newText: `[${inner}]` };
}

/** A number or boolean in quotes, or one that the words yes and no stand for. */
function withoutQuotes(node: YamlScalar, expected: TypeFault['expected']): TextEdit | undefined {
  if (expected.kind !== 'scalar' || isBlock(node)) return undefined;
  const value = resolvePlainScalar(node.text.trim());
  const fits =
    expected.scalar === 'boolean'
      ? typeof value === 'boolean'
      : /integer|number/.test(expected.scalar) &&
        typeof value === 'number' &&
        (expected.scalar === 'number' || Number.isInteger(value));
  return fits ? { range: outerRange(node), newText: String(value) } : undefined;
}

function isBlock({ style }: YamlScalar): boolean {
  return style === 'literal' || style === 'folded';
}

/** The scalar with its quotes. */
function outerRange({ range, style }: YamlScalar): [number, number] {
  const quote = style === 'single' || style === 'double' ? 1 : 0;
  return [range[0] - quote, range[1] + quote];
}
