import { fix } from '../fixes.ts';
import { missingObject } from '../missingObject.ts';
import { metadataBeside, newDocument } from '../newDocument.ts';
import { podReferences } from '../podReferences.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags ServiceAccounts that a Pod is to run as and that the files do not describe. */
export const serviceAccountNotFound: ObjectRule = {
  id: 'serviceaccount-not-found',
  group: 'references',
  summary: 'The ServiceAccount that a Pod runs as must exist in its namespace.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { kind, name } of podReferences(template)) {
      // Every namespace has this one from its first moment.
      if (kind !== 'ServiceAccount' || name.text === 'default') continue;
      const found = missingObject(set, {
        from: document,
        kind,
        name,
        consequence: 'No Pod can be created before it exists: "serviceaccount not found".',
      });
      if (found === undefined) continue;
      const object = {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: metadataBeside(document, name.text),
      };
      const fixes = found.fixes ?? [];
      const creation = fix(document, 'Add the ServiceAccount', [newDocument(document, object)], {
        isPreferred: fixes.length === 0,
      });
      yield { ...found, fixes: [...fixes, creation] };
    }
  },
};
