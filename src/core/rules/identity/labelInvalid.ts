import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import { isLabelValue, keyFault, validLabelValue } from '../../kubernetes/labelSyntax.ts';
import { child } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlMapping, YamlNode, YamlPair } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { firstKey } from '../places.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { goType, quoted } from '../stringValues.ts';
import { labelMappings } from './labelMappings.ts';

/** Flags keys and values of labels that the API server refuses. */
export const labelInvalid: ObjectRule = {
  id: 'label-invalid',
  group: 'identity',
  summary: 'Labels are short texts: letters, digits, "-", "_" and ".", at most 63 characters.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    const mappings = isBuiltIn(document)
      ? labelMappings(document)
      : asMapping(child(child(document.root, 'metadata'), 'labels'));
    for (const mapping of mappings) {
      for (const pair of mapping.pairs) {
        yield* judgeKey(pair);
        yield* judgeValue(document, pair);
      }
    }
  },
};

function asMapping(node: YamlNode | undefined): YamlMapping[] {
  return node?.kind === 'mapping' ? [node] : [];
}

function* judgeKey({ key, name }: YamlPair): Generator<Finding> {
  const fault = key.kind === 'scalar' && name !== '<<' ? keyFault(name) : undefined;
  if (fault === undefined || name === '') return;
  yield { range: key.range, message: `"${name}" cannot be the key of a label: ${fault}.` };
}

function* judgeValue(document: KubernetesDocument, { name, value }: YamlPair): Generator<Finding> {
  const type = name === '<<' ? undefined : goType(value);
  if (type !== undefined) {
    const edit = quoted(value);
    yield {
      range: value.kind === 'mapping' ? firstKey(value) : value.range,
      message:
        `The label ${name} is a ${type} for YAML, and labels are texts: Kubernetes refuses it. ` +
        (edit === undefined ? 'A label holds one text.' : 'Put it in quotes.'),
      fixes:
        edit === undefined
          ? []
          : [
              fix(document, `Write it as ${edit.newText}`, [edit], {
                isPreferred: true,
                isMechanical: true,
              }),
            ],
    };
    return;
  }
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || isLabelValue(value.text)) {
    return;
  }
  const valid = validLabelValue(value.text);
  const isBlock = value.style === 'literal' || value.style === 'folded';
  yield {
    range: value.range,
    message:
      `"${value.text}" cannot be the value of a label: it may have at most 63 letters, digits, ` +
      '"-", "_" and ".", with a letter or digit at both ends. Longer texts are annotations.',
    fixes:
      valid === '' || isBlock
        ? []
        : [
            fix(document, `Change it to ${valid}`, [replaceScalar(value, valid)], {
              isPreferred: true,
            }),
          ],
  };
}
