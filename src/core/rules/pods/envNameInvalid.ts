import { child, findPair, items, scalar } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Anything printable but the sign that separates name and value. */
const NAME = /^[ -<>-~]+$/;

/** Flags environment variables that Kubernetes refuses. */
export const envNameInvalid: ObjectRule = {
  id: 'env-name-invalid',
  group: 'pods',
  summary: 'An environment variable has a name without "=", and either a value or a source.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      for (const variable of items(child(node, 'env'))) {
        const name = scalar(child(variable, 'name'));
        if (name !== undefined && !NAME.test(name.text)) {
          yield {
            range: name.range,
            message:
              `"${name.text}" cannot be the name of an environment variable: it holds "=", a character ` +
              'that cannot be printed, or nothing at all. Kubernetes refuses it.',
          };
        }
        const value = findPair(variable, 'value');
        const written = scalar(value?.value);
        const source = findPair(variable, 'valueFrom');
        if (value === undefined || source === undefined || written === undefined) continue;
        if (written.text === '' || child(variable, 'valueFrom')?.kind !== 'mapping') continue;
        yield {
          range: source.key.range,
          message:
            `${name?.text ?? 'The variable'} has a value already. Kubernetes refuses both: "may not be ` +
            'specified when `value` is not empty".',
          fixes: offer(document, 'Remove the value', removeField(document.text, value)),
        };
      }
    }
  },
};
