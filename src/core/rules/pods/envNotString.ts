import { child, items, textAt } from '../../yaml/access.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { firstKey } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { goType, quoted } from '../stringValues.ts';

/** Flags environment values that YAML reads as a number, a boolean or a collection. */
export const envNotString: ObjectRule = {
  id: 'env-not-string',
  group: 'pods',
  summary:
    'The value of an environment variable must be a string: numbers and booleans need quotes.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      for (const variable of items(child(node, 'env'))) {
        const value = child(variable, 'value');
        const type = value === undefined ? undefined : goType(value);
        if (value === undefined || type === undefined) continue;
        const name = textAt(variable, 'name') ?? '';
        const written = quoted(value);
        yield {
          range: place(value),
          message:
            `The value of ${name === '' ? 'this variable' : name} is a ${type} for YAML, and ` +
            'environment variables are strings. Kubernetes refuses it: "cannot unmarshal ' +
            `${type} into Go struct field EnvVar.value of type string".`,
          fixes:
            written === undefined
              ? []
              : [
                  fix(document, `Write it as ${written.newText}`, [written], {
                    isPreferred: true,
                    isMechanical: true,
                  }),
                ],
        };
      }
    }
  },
};

function place(value: YamlNode): YamlNode['range'] {
  return value.kind === 'mapping' ? firstKey(value) : value.range;
}
