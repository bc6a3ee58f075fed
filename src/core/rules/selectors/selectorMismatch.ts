import { findPair, pairs, textAt, child } from '../../yaml/access.ts';
import { appendPair, fillPair, replaceScalar } from '../../yaml/edits.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { isNearMiss } from '../nearest.ts';
import type { PodTemplate } from '../podTemplates.ts';
import type { Finding, Fix, ObjectRule, RelatedPlace } from '../rule.ts';
import {
  satisfies,
  SELECTING_KINDS,
  type SelectorExpression,
  type SelectorPair,
  workloadSelector,
} from '../selectorNodes.ts';
import { ERROR } from '../severities.ts';

const REFUSED = 'Kubernetes refuses this: "`selector` does not match template `labels`".';

/** A workload that does not select the Pods it makes is refused. */
export const selectorMismatch: ObjectRule = {
  id: 'selector-mismatch',
  group: 'references',
  summary: "A workload's selector must match the labels of its own Pod template.",
  severity: ERROR,
  isFixable: true,
  kinds: SELECTING_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const selector = workloadSelector(document);
    const template = set.podOf(document);
    if (selector === undefined || template === undefined) return;
    const metadata = template.metadata;
    for (const pair of selector.pairs) {
      const label = findPair(child(metadata, 'labels'), pair.name);
      const found = template.labels.get(pair.name);
      // A label whose value is not written yet is not a mismatch yet.
      if (label !== undefined && found === undefined) continue;
      if (found === undefined) yield missingLabel(document, template, pair);
      else if (found.text !== pair.value.text) yield otherValue(document, template, pair);
    }
    for (const expression of selector.expressions) {
      if (!satisfies(expression, template.labels)) {
        yield unsatisfied(template, expression);
      }
    }
  },
};

function otherValue(
  document: KubernetesDocument,
  template: PodTemplate,
  { name, value }: SelectorPair,
): Finding {
  const label = template.labels.get(name) ?? value;
  const nearMiss = isNearMiss(value.text, label.text) ? ' One of the two looks mistyped.' : '';
  // Whichever side the workload's own label agrees with is most likely what was meant.
  const own = textAt(child(child(document.root, 'metadata'), 'labels'), name);
  const isSelectorWrong = own === label.text;
  return {
    range: value.range,
    message:
      `The selector asks for ${name}=${value.text}, but the Pod template carries ` +
      `${name}=${label.text}.${nearMiss} ${REFUSED}`,
    related: [
      {
        uri: document.uri,
        range: label.range,
        message: `The Pod template's label ${name}=${label.text}`,
      },
    ],
    fixes: preferredFirst([
      fix(
        document,
        `Change the Pod template's label to ${name}=${value.text}`,
        [replaceScalar(label, value.text)],
        { isPreferred: !isSelectorWrong },
      ),
      fix(
        document,
        `Change the selector to ${name}=${label.text}`,
        [replaceScalar(value, label.text)],
        { isPreferred: isSelectorWrong },
      ),
    ]),
  };
}

function missingLabel(
  document: KubernetesDocument,
  template: PodTemplate,
  { key, name, value }: SelectorPair,
): Finding {
  const fixes: Fix[] = [];
  const twin = nearKey(template, name, value.text);
  if (twin !== undefined && key.kind === 'scalar') {
    const title = `Change the selector to ${twin}=${value.text}`;
    fixes.push(fix(document, title, [replaceScalar(key, twin)], { isPreferred: true }));
  }
  const added = addLabel(document, template, name, value.text, twin === undefined);
  if (added !== undefined) fixes.push(added);
  const hint = twin === undefined ? '' : ` It carries ${twin}=${value.text}.`;
  return {
    range: key.range,
    message:
      `The selector asks for ${name}=${value.text}, but the Pod template has no label ` +
      `"${name}".${hint} ${REFUSED}`,
    related: labelsPlace(template),
    fixes,
  };
}

function unsatisfied(template: PodTemplate, expression: SelectorExpression): Finding {
  const { keyNode, operator, operatorNode, values } = expression;
  const found = template.labels.get(keyNode.text);
  const wanted =
    values.length === 0
      ? `"${keyNode.text}" ${operator}`
      : `"${keyNode.text}" ${operator} (${values.map(({ text }) => text).join(', ')})`;
  const carried =
    found === undefined
      ? `has no label "${keyNode.text}"`
      : `carries ${keyNode.text}=${found.text}`;
  const first = values[0] ?? operatorNode;
  const last = values.at(-1) ?? operatorNode;
  return {
    range: found === undefined ? keyNode.range : [first.range[0], last.range[1]],
    message: `The selector asks for ${wanted}, but the Pod template ${carried}. ${REFUSED}`,
    related:
      found === undefined
        ? labelsPlace(template)
        : [
            {
              uri: template.document.uri,
              range: found.range,
              message: `The Pod template's label ${keyNode.text}=${found.text}`,
            },
          ],
  };
}

/** A label of the template that differs from the wanted one only by its key. */
function nearKey(template: PodTemplate, name: string, value: string): string | undefined {
  const sameValue = [...template.labels].filter(([, { text }]) => text === value);
  return (sameValue.find(([key]) => isNearMiss(key, name)) ?? sameValue[0])?.[0];
}

function addLabel(
  document: KubernetesDocument,
  template: PodTemplate,
  name: string,
  value: string,
  isPreferred: boolean,
): Fix | undefined {
  const title = `Add the label ${name}=${value} to the Pod template`;
  const metadata = findPair(template.node, 'metadata');
  const labels = findPair(metadata?.value, 'labels');
  const { text } = document;
  if (labels?.value.kind === 'mapping' && labels.value.pairs.length > 0) {
    const edit = appendPair(text, labels.value, name, value);
    return fix(document, title, [edit], { isPreferred });
  }
  if (labels !== undefined) {
    const edit = fillPair(text, labels, { [name]: value });
    return fix(document, title, [edit], { isPreferred });
  }
  if (metadata?.value.kind === 'mapping' && metadata.value.pairs.length > 0) {
    const edit = appendPair(text, metadata.value, 'labels', { [name]: value });
    return fix(document, title, [edit], { isPreferred });
  }
  return undefined;
}

/** Where the template's labels are, or would be. */
function labelsPlace(template: PodTemplate): RelatedPlace[] {
  const metadata = findPair(template.node, 'metadata');
  const place = findPair(metadata?.value, 'labels') ?? metadata ?? pairs(template.node)[0];
  if (place === undefined) return [];
  const range: OffsetRange = place.key.range;
  return [{ uri: template.document.uri, range, message: "The Pod template's labels" }];
}

function preferredFirst(fixes: Fix[]): Fix[] {
  return fixes.toSorted((a, b) => Number(b.isPreferred) - Number(a.isPreferred));
}
