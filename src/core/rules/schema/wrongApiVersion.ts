import { fix } from '../fixes.ts';
import { related } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { apiVerdict, apiVersionNode } from './apiVersions.ts';

/** Flags kinds under an apiVersion that has other kinds. */
export const wrongApiVersion: ObjectRule = {
  id: 'wrong-apiversion-for-kind',
  group: 'identity',
  summary: 'The apiVersion exists, and this kind is not in it (Deployment is in apps/v1).',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check({ document, schema }) {
    const verdict = apiVerdict(document, schema);
    const node = apiVersionNode(document);
    if (verdict.verdict !== 'elsewhere' || node === undefined) return;
    const [first = '', ...others] = verdict.versions;
    const places = [first, ...others].map((version) => `"${version}"`).join(' or ');
    yield {
      range: node.range,
      message:
        `${document.kind} is not in "${document.apiVersion}" but in ${places}. kubectl says: no ` +
        `matches for kind "${document.kind}" in version "${document.apiVersion}".`,
      related: [related(document, document.kindNode.range, 'The kind.')],
      fixes: [
        fix(document, `Write ${first}`, [{ range: node.range, newText: first }], {
          isPreferred: true,
        }),
      ],
    };
  },
};
