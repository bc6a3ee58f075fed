import { apiVersionNode } from '../schema/apiVersions.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags kinds whose API is still being tried out. */
export const apiDisallowed: ObjectRule = {
  id: 'api-disallowed',
  group: 'identity',
  summary: 'Alpha versions of an API change without notice and are off in most clusters.',
  severity: OPT_IN,
  isFixable: false,
  isCrossObject: false,
  *check({ document }) {
    const node = apiVersionNode(document);
    if (node === undefined || !/(?:^|\/)v\d+alpha\d+$/.test(document.apiVersion)) return;
    yield {
      range: node.range,
      message:
        `"${document.apiVersion}" is an alpha version: it may change or go with any release, and most ` +
        'clusters do not serve it.',
    };
  },
};
