import type { OffsetRange } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { Finding, ObjectContext, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { apiVerdict, apiVersionNode } from './apiVersions.ts';

/** Flags kinds and versions that are slips of those that Kubernetes has. */
export const unknownKind: ObjectRule = {
  id: 'unknown-kind',
  group: 'identity',
  summary: 'The kind or apiVersion is none that Kubernetes knows: most likely a slip.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check(context) {
    const { document, schema } = context;
    const verdict = apiVerdict(document, schema);
    if (verdict.verdict === 'misspelt-kind') {
      yield slip(context, document.kindNode.range, document.kind, verdict.meant, 'kind');
    } else if (verdict.verdict === 'misspelt-version') {
      const node = apiVersionNode(document);
      if (node === undefined) return;
      yield slip(context, node.range, document.apiVersion, verdict.meant, 'apiVersion');
    }
  },
};

function slip(
  { document }: ObjectContext,
  range: OffsetRange,
  written: string,
  meant: string | undefined,
  field: string,
): Finding {
  return {
    range,
    message:
      `Kubernetes has no ${field} "${written}"${meant === undefined ? '' : `: did you mean "${meant}"`}` +
      `${meant === undefined ? '.' : '?'} kubectl says: no matches for kind "${document.kind}" in ` +
      `version "${document.apiVersion}".`,
    fixes:
      meant === undefined
        ? []
        : [fix(document, `Write ${meant}`, [{ range, newText: meant }], { isPreferred: true })],
  };
}
