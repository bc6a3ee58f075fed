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
