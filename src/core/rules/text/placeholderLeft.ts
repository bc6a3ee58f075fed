import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { textOf } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** `<name>`, `<your-password>`: the whole value in angle brackets. */
const BRACKETS = /^<[A-Za-z][\w -]*>$/;

/** Elements of HTML, which pages in ConfigMaps are made of. */
const HTML = /^<(?:html|head|body|title|h[1-6]|p|div|span|br|hr|ul|ol|li|pre|table)>$/i;

const MARKED =
  /^(?:TODO|FIXME|TBD|PLACEHOLDER)\b|^(?:change|replace)[-_]?(?:me|this)\b|^(?:CHANGE|REPLACE|INSERT|FILL)[-_][A-Z_]+$|^XXX+$/;

const MARKED_ANY_CASE = /^(?:change|replace)[-_]?(?:me|this)$|^your[-_][\w-]+$/i;

/** Parts of the names of images, hosts and objects. */
const IN_NAMES =
  /<[A-Za-z][\w -]*>|(?:^|[/@.])your[-_][a-z]|^(?:[\w.-]+\/)*(?:image|image-name)(?::(?:tag|version))?$|:(?:tag|your-tag|version)$/i;

const NAME_FIELD =
  /^(?:name|namespace|image|host|hostname|serviceName|secretName|claimName|serviceAccountName|storageClassName|ingressClassName|externalName)$/;

/** What people write for people. */
const PROSE = /^(?:annotations|description|managedFields)$/;

/** What any placeholder has in it: most objects have nothing of the sort, and are not walked. */
const ANY =
  /<[A-Za-z]|TODO|FIXME|TBD|PLACEHOLDER|change[-_]?(?:me|this)|replace[-_]?(?:me|this)|(?:CHANGE|REPLACE|INSERT|FILL)[-_]|XXX|your[-_]|[:/]\s*["']?image(?:-name)?(?::(?:tag|version))?["']?\s*$|:(?:tag|version)\s*$/im;

/** Flags what a copied example left for its reader to fill in. */
export const placeholderLeft: ObjectRule = {
  id: 'placeholder-left',
  group: 'text',
  summary: 'Placeholders of a copied example (`<name>`, `CHANGEME`, `your-app`) must be filled in.',
  severity: WARNING,
  isFixable: false,
  isCrossObject: false,
  *check({ document }) {
    if (!isBuiltIn(document) || !ANY.test(textOf(document, document.root.range))) return;
    for (const [value, field] of values(document.root)) {
      const { text } = value;
      if (text.length > 200 || text.includes('\n')) continue;
      const isLeft =
        (BRACKETS.test(text) && !HTML.test(text)) ||
        MARKED.test(text) ||
        MARKED_ANY_CASE.test(text) ||
        (NAME_FIELD.test(field) && IN_NAMES.test(text));
      if (!isLeft) continue;
      yield {
        range: value.range,
        message:
          `"${text}" looks like the placeholder of an example: Kubernetes takes it as it stands. ` +
          'Put the real value here.',
      };
    }
  },
};

/** Every scalar value with the key it stands under; items of a list have the key of their list. */
function* values(root: YamlNode): Generator<[value: YamlScalar, field: string]> {
  const pending: [node: YamlNode, field: string][] = [[root, '']];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, field] = next;
    if (node.kind === 'scalar') {
      if (!node.isAbsent) yield [node, field];
    } else if (node.kind === 'sequence') {
      for (const item of node.items.toReversed()) pending.push([item, field]);
    } else if (node.kind === 'mapping') {
      for (const { name, value } of node.pairs.toReversed()) {
        if (!PROSE.test(name)) pending.push([value, name]);
      }
    }
  }
}
