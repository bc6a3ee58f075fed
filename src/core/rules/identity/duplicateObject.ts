import { apiGroup, describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags the second description of one and the same object. */
export const duplicateObject: ObjectRule = {
  id: 'duplicate-object',
  group: 'identity',
  summary: 'A file describes an object once: of two descriptions the last one wins.',
  severity: WARNING,
  isFixable: false,
  isCrossObject: true,
  *check({ document, set }) {
    const { kind, name, nameNode } = document;
    if (name === undefined || nameNode === undefined) return;
    // Files of one folder are often versions of the same object, of which one is applied at a time.
    const first = set
      .named(kind, name, document)
      .find((one) => one.uri === document.uri && apiGroup(one) === apiGroup(document));
    if (first === undefined || first === document || first.nameNode === undefined) return;
    yield {
      range: nameNode.range,
      message:
        `${describe(document)} is described twice. Whichever is applied last wins, and the other ` +
        'is lost without a word.',
      related: [{ uri: first.uri, range: first.nameNode.range, message: 'The first description.' }],
    };
  },
};
