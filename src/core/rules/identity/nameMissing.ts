import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import { LABEL_NAME, validName } from '../../kubernetes/objectNames.ts';
import { child, findPair, nodeAt, scalar, textAt } from '../../yaml/access.ts';
import { appendPair, columnOf, fillPair } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectRule, TextEdit } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Questions to the API server, which are answered and not kept: they need no name. */
const NAMELESS =
  /^(?:.*Review|Binding|Status|Eviction|DeleteOptions|Scale|TokenRequest|.*Options|APIGroup.*|APIVersions|APIResourceList)$/;

/** Flags objects without a name. */
export const nameMissing: ObjectRule = {
  id: 'name-missing',
  group: 'identity',
  summary: 'Every object needs `metadata.name` (or `generateName`).',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    const { root, kind, kindNode } = document;
    if (!isBuiltIn(document) || NAMELESS.test(kind)) return;
    const metadata = findPair(root, 'metadata');
    const written = findPair(metadata?.value, 'name') ?? findPair(metadata?.value, 'generateName');
    // A name without a value is being typed; an empty one in quotes is none.
    if (written !== undefined && scalar(written.value)?.text !== '') return;
    if (written?.value.kind === 'scalar' && written.value.isAbsent) return;
    const name = suggestedName(document);
    const edit = insertion(document, name);
    yield {
      range: written?.key.range ?? metadata?.key.range ?? kindNode.range,
      message:
        `This ${kind} has no name: "resource name may not be empty", says kubectl. ` +
        'Objects are found, changed and deleted by `metadata.name`.',
      fixes:
        edit === undefined ? [] : [fix(document, `Name it ${name}`, [edit], { isPreferred: true })],
    };
  },
};

/** What its labels or containers are called, else its kind. */
function suggestedName({ root, kind }: KubernetesDocument): string {
  const labels = child(child(root, 'metadata'), 'labels');
  const template = nodeAt(root, ['spec', 'template', 'metadata', 'labels']);
  const selector = nodeAt(root, ['spec', 'selector']);
  const candidates = [labels, template, selector].flatMap((node) => [
    textAt(node, 'app'),
    textAt(node, 'app.kubernetes.io/name'),
  ]);
  const container = textAt(nodeAt(root, ['spec', 'containers', 0]), 'name');
  const found = [...candidates, container].find((text) => text !== undefined && text !== '');
  return validName(found ?? kind, LABEL_NAME) ?? kind.toLowerCase();
}

function insertion(document: KubernetesDocument, name: string): TextEdit | undefined {
  const { root, text } = document;
  const metadata = findPair(root, 'metadata');
  if (root.isFlow) return undefined;
  if (metadata === undefined) {
    const kind = findPair(root, 'kind');
    if (kind === undefined) return undefined;
    const indent = ' '.repeat(columnOf(text, kind.key.range[0]));
    const at = text.indexOf('\n', kind.value.range[1]);
    const end = at === -1 ? text.length : at;
    return { range: [end, end], newText: `\n${indent}metadata:\n${indent}  name: ${name}` };
  }
  const { value } = metadata;
  const empty = scalar(findPair(value, 'name')?.value);
  if (empty !== undefined) return { range: empty.range, newText: name };
  if (value.kind === 'mapping' && value.pairs.length > 0) {
    return appendPair(text, value, 'name', name);
  }
  return value.kind === 'scalar' || value.kind === 'mapping'
    ? fillPair(text, metadata, { name })
    : undefined;
}
