import { parseQuantity } from './quantity.ts';

const BILLION = 1_000_000_000n;

const BINARY = [
  ['Ti', 2n ** 40n],
  ['Gi', 2n ** 30n],
  ['Mi', 2n ** 20n],
  ['Ki', 2n ** 10n],
] as const;

/**
 * What a quantity amounts to; undefined for text that is none and for what is plain already.
 * @param resource `cpu` and resources that end in it are counted in cores, all others in bytes
 */
export function quantityInWords(text: string, resource: string): string | undefined {
  const amount = parseQuantity(text);
  if (amount === undefined) return undefined;
  return resource.endsWith('cpu') ? cores(text, amount) : bytes(text, amount);
}

function cores(text: string, amount: bigint): string {
  const millis = Number(amount) / 1_000_000;
  const count = millis / 1000;
  const share = count === 1 ? 'one core' : `${round(count)} cores`;
  return `${text} is ${share}: ${round(millis)} thousandths of a core.`;
}

function bytes(text: string, amount: bigint): string | undefined {
  if (amount % BILLION !== 0n) {
    const part = `${text} is ${round(Number(amount) / 1e9)} bytes: "m" stands for thousandths.`;
    return `${part} Mi is mebibytes, M megabytes.`;
  }
  const whole = amount / BILLION;
  const unit = BINARY.find(([, size]) => whole >= size);
  const plain = `${whole.toLocaleString('en-US')} bytes`;
  if (unit === undefined) return `${text} is ${plain}.`;
  const [name, size] = unit;
  return `${text} is ${round(Number(whole) / Number(size))} ${name}, ${plain}.`;
}

/** Three digits behind the point at most. */
function round(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
