import { fix } from '../fixes.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { goType, quoted } from '../stringValues.ts';
import { annotationMappings } from './labelMappings.ts';

/** Flags annotations that YAML reads as a number, a boolean or a collection. */
export const annotationType: ObjectRule = {
  id: 'annotation-type',
  group: 'identity',
  summary: 'Annotations are texts: numbers and booleans need quotes.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    for (const { pairs } of annotationMappings(document)) {
      for (const { name, value } of pairs) {
        const type = name === '<<' ? undefined : goType(value);
        if (type === undefined) continue;
        const edit = quoted(value);
        yield {
          range: value.kind === 'mapping' ? firstKey(value) : value.range,
          message:
            `The annotation ${name} is a ${type} for YAML, and annotations are texts: Kubernetes ` +
            `refuses it with "cannot unmarshal ${type} into Go struct field of type string".`,
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
      }
    }
  },
};
