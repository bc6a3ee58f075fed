import { describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags objects that go into the namespace `default`. */
export const defaultNamespace: ObjectRule = {
  id: 'default-namespace',
  group: 'resources',
  summary: 'An object should name its namespace, and not be in `default`.',
  severity: OPT_IN,
  isFixable: false,
  isCrossObject: false,
  *check({ document, schema }) {
    const kind = schema.kind(document.apiVersion, document.kind);
    if (kind?.isNamespaced !== true || document.name === undefined) return;
    if (document.namespace !== undefined && document.namespace !== 'default') return;
    yield {
      range: (document.namespaceNode ?? document.nameNode ?? document.kindNode).range,
      message:
        `${describe(document)} ${document.namespace === undefined ? 'names no namespace' : 'is in the namespace default'}: ` +
        'what belongs together is easier to find, to limit and to remove in a namespace of its own.',
    };
  },
};
