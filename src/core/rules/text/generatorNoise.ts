import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import { removePair } from '../../yaml/edits.ts';
import type { YamlMapping, YamlPair } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { specNodes } from './specNodes.ts';

/** Fields that `kubectl create --dry-run=client -o yaml` writes although nothing is in them. */
const EMPTY_FIELD = /^(?:status|resources|strategy|updateStrategy|securityContext)$/;

/** Fades what a generator wrote and nobody needs. */
export const generatorNoise: ObjectRule = {
  id: 'generator-noise',
  group: 'text',
  summary: 'What `kubectl create --dry-run -o yaml` leaves empty can be removed.',
  severity: HINT,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    if (!isBuiltIn(document)) return;
    for (const node of specNodes(document.root)) {
      if (node.kind !== 'mapping' || node.pairs.length < 2) continue;
      for (const pair of node.pairs) {
        if (!isNoise(pair, node === document.root)) continue;
        yield {
          range: [pair.key.range[0], pair.value.range[1]],
          message:
            `\`${pair.name}\` says nothing here: a generator such as ` +
            '"kubectl create --dry-run=client -o yaml" wrote it. It can go.',
          isUnnecessary: true,
          fixes: [
            fix(document, `Remove ${pair.name}`, [removePair(document.text, node, pair)], {
              isPreferred: true,
              isMechanical: true,
            }),
          ],
        };
      }
    }
  },
};

function isNoise({ name, value }: YamlPair, isTop: boolean): boolean {
  if (name === 'creationTimestamp') {
    return value.kind === 'scalar' && value.value === null && !value.isAbsent;
  }
  if (!EMPTY_FIELD.test(name) || value.kind !== 'mapping') return false;
  return isEmpty(value) || (isTop && name === 'status' && isEmptyStatus(value));
}

function isEmpty({ pairs }: YamlMapping): boolean {
  return pairs.length === 0;
}

/** What the generator writes for a Service. */
function isEmptyStatus({ pairs: [pair, ...rest] }: YamlMapping): boolean {
  return (
    pair?.name === 'loadBalancer' &&
    rest.length === 0 &&
    pair.value.kind === 'mapping' &&
    isEmpty(pair.value)
  );
}
