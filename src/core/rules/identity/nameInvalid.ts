import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import {
  isValidName,
  LABEL_NAME,
  type NameRule,
  nameRule,
  validName,
} from '../../kubernetes/objectNames.ts';
import { child, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { Finding, Fix, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { nameReferences } from './nameReferences.ts';

/** Flags names that the API server refuses for this kind of object. */
export const nameInvalid: ObjectRule = {
  id: 'name-invalid',
  group: 'identity',
  summary: 'Names are lower-case letters, digits and dashes; most may have dots as well.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: true,
  *check({ document, set }) {
    if (!isBuiltIn(document)) return;
    const { kind, nameNode, namespaceNode } = document;
    const rule = nameRule(kind);
    if (nameNode !== undefined && rule !== undefined) {
      yield* judge(document, nameNode, rule, `the name of a ${kind}`, set);
    }
    if (namespaceNode !== undefined) {
      yield* judge(document, namespaceNode, LABEL_NAME, 'the name of a Namespace');
    }
    const prefix = scalar(child(child(document.root, 'metadata'), 'generateName'));
    if (prefix !== undefined && rule !== undefined && nameNode === undefined) {
      // What the server appends makes a dash at its end valid.
      if (!isValidName(`${prefix.text}x`, rule)) {
        yield* judge(document, prefix, rule, `the name of a ${kind}`);
      }
    }
  },
};

function* judge(
  document: KubernetesDocument,
  node: YamlScalar,
  rule: NameRule,
  what: string,
  set?: ObjectSet,
): Generator<Finding> {
  const { text, value } = node;
  if (typeof value !== 'string' || text === '' || isValidName(text, rule)) return;
  const name = validName(text, rule);
  const isLong = text.length > rule.maxChars && rule.pattern.test(text);
  const wanted = isLong
    ? `may have at most ${rule.maxChars} characters, and this has ${text.length}`
    : `must be ${rule.description}`;
  yield {
    range: node.range,
    message: `"${text}" is refused: ${what} ${wanted}.`,
    fixes: name === undefined ? [] : [rename(document, node, name, set)],
  };
}

/** Changes the name and, in the files of the set, whatever refers to it. */
function rename(
  document: KubernetesDocument,
  node: YamlScalar,
  name: string,
  set: ObjectSet | undefined,
): Fix {
  const references = set === undefined ? [] : [...nameReferences(set, document)];
  return {
    title: `Rename it to ${name}${references.length > 0 ? ', with what refers to it' : ''}`,
    edits: [
      { uri: document.uri, edit: replaceScalar(node, name) },
      ...references.map(({ uri, node: reference }) => ({
        uri,
        edit: replaceScalar(reference, name),
      })),
    ],
    isPreferred: true,
  };
}
