/** What the suites inside the extension host print last; the runner outside reads it. */
export interface HostResult {
  readonly passed: number;
  readonly failed: number;
}

const mark = 'host suites ended:';

/** @returns the line that tells a result. */
export function hostResultLine(result: HostResult): string {
  return `${mark} ${JSON.stringify(result)}`;
}

/** @returns the result that a line tells, if it tells one. */
export function parseHostResult(line: string): HostResult | undefined {
  if (!line.startsWith(mark)) return undefined;
  return JSON.parse(line.slice(mark.length)) as HostResult;
}

const activationMark = 'activation took ms:';

/** @returns the line that tells how long loading and activating took. */
export function activationLine(ms: number): string {
  return `${activationMark} ${ms}`;
}

/** @returns milliseconds, if the line tells them. */
export function parseActivation(line: string): number | undefined {
  return line.startsWith(activationMark) ? Number(line.slice(activationMark.length)) : undefined;
}
