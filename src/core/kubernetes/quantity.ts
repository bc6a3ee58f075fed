const SUFFIXES: Readonly<Record<string, readonly [base: bigint, exponent: bigint]>> = {
  n: [10n, -9n],
  u: [10n, -6n],
  m: [10n, -3n],
  '': [10n, 0n],
  k: [10n, 3n],
  M: [10n, 6n],
  G: [10n, 9n],
  T: [10n, 12n],
  P: [10n, 15n],
  E: [10n, 18n],
  Ki: [2n, 10n],
  Mi: [2n, 20n],
  Gi: [2n, 30n],
  Ti: [2n, 40n],
  Pi: [2n, 50n],
  Ei: [2n, 60n],
};

/** Numbers are kept in billionths, the finest part that a quantity may have. */
const SCALE = 9;

/**
 * Reads a quantity of Kubernetes (`500m`, `1Gi`, `1e3`) exactly.
 * @returns billionths of one unit, or undefined when it is none. Parts below one billionth are cut.
 */
export function parseQuantity(text: string): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2})|(n|u|m|k|Ki|[MGTPE]i?))?$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const [base, power] =
    exponent === undefined ? (SUFFIXES[suffix] ?? [10n, 0n]) : [10n, BigInt(exponent)];
  let amount = BigInt(`${whole}${fraction}`) * 10n ** BigInt(SCALE);
  amount = power >= 0n ? amount * base ** power : amount / base ** -power;
  amount /= 10n ** BigInt(fraction.length);
  return sign === '-' ? -amount : amount;
}
