/** One measured quantity, printed as one line of JSON. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'KB' | 'MB' | '%';
  readonly ours: { readonly median: number; readonly p95: number; readonly n: number };
  /** The same work by another program in the same run. */
  readonly peer?: { readonly name: string; readonly median: number };
  /** What the p95 may be; depends on the machine, so it is shown and not gated. Sizes are gated. */
  readonly budget: number;
  /** How many times faster than the peer we have to be. */
  readonly wantedRatio?: number;
}

export function figureOf(
  name: string,
  times: readonly number[],
  budget: number,
  peer?: { readonly name: string; readonly times: readonly number[]; readonly wantedRatio: number },
): Figure {
  const own = summary(times);
  if (peer === undefined) return { name, unit: 'ms', ours: own, budget };
  const { median } = summary(peer.times);
  return {
    name,
    unit: 'ms',
    ours: own,
    peer: { name: peer.name, median },
    budget,
    wantedRatio: peer.wantedRatio,
  };
}

/** A size has no spread. */
export function sizeOf(name: string, bytes: number, budget: number): Figure {
  const kilobytes = round(bytes / 1024);
  return { name, unit: 'KB', ours: { median: kilobytes, p95: kilobytes, n: 1 }, budget };
}

/** Memory of a process. */
export function memoryOf(name: string, bytes: number, budget: number): Figure {
  const megabytes = round(bytes / 1024 / 1024);
  return { name, unit: 'MB', ours: { median: megabytes, p95: megabytes, n: 1 }, budget };
}

/** A share of one processor core. */
export function shareOf(name: string, share: number, budget: number): Figure {
  const percent = round(share * 100);
  return { name, unit: '%', ours: { median: percent, p95: percent, n: 1 }, budget };
}

export function ratioOf({ ours, peer }: Figure): number | undefined {
  return peer === undefined ? undefined : round(peer.median / ours.median);
}

function summary(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: round(at(0.5)), p95: round(at(0.95)), n: sorted.length };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
