import { apiGroup, describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags the second description of one and the same object. */
export const duplicateObject: ObjectRule = {
  id: 'duplicate-object',
  group: 'identity',
  summary: 'An object is described once: of two descriptions the last one applied wins.',
  severity: WARNING,
  isFixable: false,
  isCrossObject: true,
  *check({ document, set }) {
    const { kind, name, nameNode } = document;
    if (name === undefined || nameNode === undefined) return;
    const first = set.find(kind, name, document);
    if (first === undefined || first === document || first.nameNode === undefined) return;
    if (apiGroup(first) !== apiGroup(document)) return;
    yield {
      range: nameNode.range,
      message:
        `${describe(document)} is described twice. Whichever is applied last wins, and the other ` +
        'is lost without a word.',
      related: [{ uri: first.uri, range: first.nameNode.range, message: 'The first description.' }],
    };
  },
};
