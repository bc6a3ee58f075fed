import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import { resolveAlias } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { textOf } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { specNodes } from './specNodes.ts';

/** Modes as people write them. None of these is how a usual mode looks in base ten. */
const USUAL_MODE =
  /^(?:4[04]0|444|500|540|544|550|555|600|604|640|644|66[0-46]|70[0-5]|711|74[04]|75[0-5]|77[0-7])$/;

const DECIMAL_FIELD =
  /^(?:replicas|minReplicas|maxReplicas|completions|parallelism|weight|priority|fsGroup|runAs(?:User|Group)|port|\w+(?:Seconds|Port|Threshold|Limit|Utilization))$/;

/** What there is to look at: a number that starts with a zero, or a mode. */
const ANY = /[:[,-]\s*0[o\d]|mode\b/i;

/** Flags file modes without their leading zero, and other numbers with one. */
export const yamlOctal: ObjectRule = {
  id: 'yaml-octal',
  group: 'text',
  summary: 'A file mode needs its leading zero (`0644`); any other number must not have one.',
  severity: WARNING,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    if (!isBuiltIn(document) || !ANY.test(textOf(document, document.root.range))) return;
    for (const node of specNodes(document.root)) {
      if (node.kind !== 'mapping') continue;
      for (const { name, value } of node.pairs) {
        const number = resolveAlias(value);
        if (number.kind !== 'scalar' || number.style !== 'plain') continue;
        const found =
          name === 'defaultMode' || name === 'mode'
            ? decimalMode(name, number)
            : DECIMAL_FIELD.test(name)
              ? octalNumber(name, number)
              : undefined;
        if (found === undefined) continue;
        const { message, newText } = found;
        yield {
          range: number.range,
          message,
          fixes: [
            fix(document, `Change it to ${newText}`, [{ range: number.range, newText }], {
              isPreferred: true,
            }),
          ],
        };
      }
    }
  },
};

interface Reading extends Pick<Finding, 'message'> {
  readonly newText: string;
}

function decimalMode(name: string, { text }: YamlScalar): Reading | undefined {
  if (!USUAL_MODE.test(text)) return undefined;
  const octal = Number(text).toString(8).padStart(4, '0');
  const isRefused = Number(text) > 0o777;
  return {
    message:
      `Without a leading zero ${text} is a decimal number: as a file mode it is ${octal}` +
      `${isRefused ? ', and Kubernetes refuses it' : ''}. The ${name} that is usually written ` +
      `${text} is 0${text}.`,
    newText: `0${text}`,
  };
}

function octalNumber(name: string, { text, value }: YamlScalar): Reading | undefined {
  const match = /^([-+]?)0o?([0-7]+)$/.exec(text);
  if (match === null || typeof value !== 'number') return undefined;
  const meant = `${match[1] ?? ''}${(match[2] ?? '').replace(/^0+(?=\d)/, '')}`;
  if (Number(meant) === value) return undefined;
  return {
    message:
      `The leading zero makes this an octal number: kubectl reads ${text} as ${value}. ` +
      `As ${name} most likely ${meant} is meant.`,
    newText: meant,
  };
}
