import { columnOf } from '../../yaml/edits.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule, TextEdit } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { faultsOfSort } from './faults.ts';
import { isMissingDash } from './typeOwners.ts';

/** Flags lists whose only item lacks its dash. */
export const containersNotList: ObjectRule = {
  id: 'containers-not-list',
  group: 'pods',
  summary: 'containers, env, ports and other lists need a dash before each item.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    const { document } = context;
    for (const fault of faultsOfSort(context, 'type')) {
      if (!isMissingDash(fault) || fault.node.kind !== 'mapping') continue;
      const { node, field } = fault;
      yield {
        range: firstKey(node),
        message:
          `\`${field.name}\` is a list, and this is a single mapping: a dash before the first key ` +
          'of each item makes it one. Kubernetes says: "cannot unmarshal object into Go struct ' +
          `field of type []".`,
        fixes: node.isFlow
          ? []
          : [
              fix(document, 'Make it an item of a list', withDash(document.text, node), {
                isPreferred: true,
              }),
            ],
      };
    }
  },
};

/** A dash before the first key, and the lines below it two columns further in. */
function withDash(text: string, mapping: YamlMapping): TextEdit[] {
  const [start, end] = mapping.range;
  const column = columnOf(text, start);
  const edits: TextEdit[] = [{ range: [start, start], newText: '- ' }];
  for (
    let at = text.indexOf('\n', start);
    at !== -1 && at + 1 < end;
    at = text.indexOf('\n', at + 1)
  ) {
    const isDeep = text.slice(at + 1, at + 1 + column).trim() === '';
    const hasText = !/^\s*(?:\n|$)/.test(text.slice(at + 1, at + 200));
    if (isDeep && hasText) edits.push({ range: [at + 1, at + 1], newText: '  ' });
  }
  return edits;
}
