import { parseQuantity } from '../../kubernetes/quantity.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { QUANTITY_KINDS, type QuantityField, quantityFields } from './quantityFields.ts';

/** A container below this many bytes cannot even start. */
const FEWEST_BYTES = 1024 ** 2;

/** No container of a lab has this many cores to itself, but many want as many thousandths. */
const MOST_CORES = 100;

/** Flags amounts that are right to the letter and mean something else than they look. */
export const quantitySuspicious: ObjectRule = {
  id: 'quantity-suspicious',
  group: 'resources',
  summary: 'An amount should mean what it looks like: m is thousandths, no unit is bytes or cores.',
  severity: WARNING,
  isFixable: true,
  kinds: QUANTITY_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const field of quantityFields(document, set)) {
      const { node, resource } = field;
      const slip = slipOf(field);
      if (slip === undefined) continue;
      const { means, meant } = slip;
      yield {
        range: node.range,
        message: `The ${resource === 'cpu' ? 'CPU' : resource} of "${node.text}" means ${means}; most likely ${meant} was meant.`,
        fixes: [
          fix(document, `Write ${meant}`, [replaceScalar(node, meant)], { isPreferred: true }),
        ],
      };
    }
  },
};

interface Slip {
  /** The amount in words. */
  readonly means: string;
  readonly meant: string;
}

function slipOf({ node, resource, unit, isOfPod }: QuantityField): Slip | undefined {
  const billionths = parseQuantity(node.text);
  const match = /^\+?([\d.]+)([a-zA-Z]*)$/.exec(node.text);
  if (billionths === undefined || match === null || billionths <= 0n) return undefined;
  const [, number = '', suffix = ''] = match;
  const amount = Number(billionths) / 1e9;
  if (unit === 'bytes') {
    // Kubernetes itself writes a large amount in thousandths at times.
    if (!/^[mun]?$/.test(suffix) || amount >= FEWEST_BYTES) return undefined;
    if (suffix === '' && !isOfPod) return undefined;
    const isDisk = resource.endsWith('storage') && suffix === '';
    return { means: plural(amount, 'byte'), meant: `${number}${isDisk ? 'Gi' : 'Mi'}` };
  }
  if (unit !== 'cpu') return undefined;
  const isUnitOfBytes = /^(?:[kMGTPE]|[KMGTPE]i)$/.test(suffix);
  if (!isUnitOfBytes && !(isOfPod && suffix === '' && amount >= MOST_CORES)) return undefined;
  return { means: plural(amount, 'core'), meant: `${number}m` };
}

function plural(amount: number, word: string): string {
  const text = amount >= 1000 ? Math.round(amount).toLocaleString('en-US') : String(amount);
  return `${text} ${word}${amount === 1 ? '' : 's'}`;
}
