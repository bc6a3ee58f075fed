import { parseQuantity } from '../../kubernetes/quantity.ts';
import type { Unit } from './quantityFields.ts';

/** `mb` was meant as `M` or as `Mi`, `mib` as `Mi` alone; by spelling in lower case. */
function byteSpellings(): Map<string, readonly string[]> {
  const spellings = new Map<string, readonly string[]>();
  for (const text of ['b', 'byte', 'bytes']) spellings.set(text, ['']);
  for (const [decimal, binary] of [
    ['k', 'Ki'],
    ['M', 'Mi'],
    ['G', 'Gi'],
    ['T', 'Ti'],
    ['P', 'Pi'],
  ] as const) {
    const letter = decimal.toLowerCase();
    spellings.set(letter, [decimal, binary]).set(`${letter}b`, [decimal, binary]);
    spellings.set(`${letter}i`, [binary]).set(`${letter}ib`, [binary]);
  }
  return spellings;
}

function cpuSpellings(): Map<string, readonly string[]> {
  const thousandths = ['mi', 'mc', 'mcpu', 'millicpu', 'millicore', 'millicores', 'mcores'];
  const cores = ['c', 'core', 'cores', 'cpu', 'cpus', 'vcpu', 'vcpus'];
  return new Map<string, readonly string[]>([
    ...thousandths.map((text): [string, string[]] => [text, ['m']]),
    ...cores.map((text): [string, string[]] => [text, ['']]),
  ]);
}

/** What people write for a unit and what Kubernetes calls it, the likeliest first. */
const SPELLINGS: Readonly<Record<Unit, ReadonlyMap<string, readonly string[]>>> = {
  bytes: byteSpellings(),
  cpu: cpuSpellings(),
  count: new Map([['k', ['k']]]),
};

/** The quantities that a text which is none was most likely meant as. */
export function likelyQuantities(text: string, unit: Unit): string[] {
  const match = /^([+-]?)([\d.,]+)\s*([a-zA-Z]*)$/.exec(text.trim());
  if (match === null) return [];
  const [, sign, written = '', suffix = ''] = match;
  if (sign === '-') return [];
  // A single comma that is not followed by three digits is a decimal one.
  const number = /^\d+,(?!\d{3}$)\d+$/.test(written) ? written.replace(',', '.') : written;
  const spelt = SPELLINGS[unit].get(suffix.toLowerCase()) ?? [];
  return [...new Set([suffix, ...spelt])]
    .map((one) => `${number}${one}`)
    .filter((candidate) => candidate !== text && parseQuantity(candidate) !== undefined);
}
