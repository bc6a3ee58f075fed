import * as z from 'zod';

const COUNT = /^(>=|<=|>|<|=|==)?\s*(\d+)$/;

/** `2`, `">=2"`: how many objects there shall be. */
export const countSchema = z.union([
  z.number().int().nonnegative(),
  z.string().regex(COUNT, 'a number such as 2 or ">=2"'),
]);

export type Count = z.infer<typeof countSchema>;

export function countHolds(count: Count, actual: number): boolean {
  const [, operator = '=', digits = ''] = COUNT.exec(String(count)) ?? [];
  const wanted = Number(digits);
  switch (operator) {
    case '>=':
      return actual >= wanted;
    case '<=':
      return actual <= wanted;
    case '>':
      return actual > wanted;
    case '<':
      return actual < wanted;
    default:
      return actual === wanted;
  }
}

/** `at least 2`, `exactly 3`. */
export function describeCount(count: Count): string {
  const [, operator = '=', digits = ''] = COUNT.exec(String(count)) ?? [];
  const words: Readonly<Record<string, string>> = {
    '>=': 'at least',
    '<=': 'at most',
    '>': 'more than',
    '<': 'fewer than',
  };
  return `${words[operator] ?? 'exactly'} ${digits}`;
}
