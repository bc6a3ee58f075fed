import { fix } from '../fixes.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { goType, quoted } from '../stringValues.ts';
import { DATA_KINDS, dataMappings } from './dataMappings.ts';

/** Keys become names of files, so they are what a file may be called. */
const KEY = /^(?!\.\.)[-._a-zA-Z0-9]+$/;

/** Longest key. */
const MAX_KEY_CHARS = 253;

/** Flags keys of ConfigMaps and Secrets that the server refuses, and values that are no texts. */
export const configMapData: ObjectRule = {
  id: 'configmap-data',
  group: 'objects',
  summary: 'ConfigMaps and Secrets hold texts: numbers and booleans need quotes.',
  severity: ERROR,
  isFixable: true,
  kinds: DATA_KINDS,
  isCrossObject: false,
  *check({ document }) {
    for (const { field, mapping } of dataMappings(document)) {
      for (const { key, name, value } of mapping.pairs) {
        if (name === '<<') continue;
        if (key.kind === 'scalar' && name !== '' && !isKey(name)) {
          yield {
            range: key.range,
            message:
              `"${name}" cannot be a key of a ${document.kind}: keys are at most ` +
              `${MAX_KEY_CHARS} letters, digits, "-", "_" and ".", because each becomes the name ` +
              'of a file where it is mounted.',
          };
        }
        const type = goType(value);
        if (type === undefined) continue;
        const edit = quoted(value);
        yield {
          range: value.kind === 'mapping' ? firstKey(value) : value.range,
          message:
            `The value of ${name} is a ${type} for YAML, and a ${document.kind} holds texts. ` +
            `Kubernetes refuses it: "cannot unmarshal ${type} into Go struct field ` +
            `${document.kind}.${field} of type string".`,
          fixes:
            edit === undefined
              ? []
              : [
                  fix(document, 'Put the value in quotes', [edit], {
                    isPreferred: true,
                    isMechanical: true,
                  }),
                ],
        };
      }
    }
  },
};

function isKey(name: string): boolean {
  return name.length <= MAX_KEY_CHARS && name !== '.' && KEY.test(name);
}
