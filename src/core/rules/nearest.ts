/**
 * Number of edits (a character inserted, deleted, replaced, or two swapped) between two texts of
 * which the one is most likely a slip of the other: at most two, and less than half of the text.
 * Undefined when they are equal or further apart.
 */
export function nearMissDistance(a: string, b: string): number | undefined {
  const longest = Math.max(a.length, b.length);
  if (a === b || longest > 100) return undefined;
  const most = Math.min(2, Math.floor(longest / 2));
  if (Math.abs(a.length - b.length) > most || !isWithin(a, 0, b, 0, most)) return undefined;
  return most === 2 && isWithin(a, 0, b, 0, 1) ? 1 : most;
}

/** Whether the rests of two texts are at most so many edits apart. Allocates nothing: it is hot. */
function isWithin(a: string, aStart: number, b: string, bStart: number, edits: number): boolean {
  let i = aStart;
  let j = bStart;
  while (i < a.length && j < b.length && a.charCodeAt(i) === b.charCodeAt(j)) {
    i += 1;
    j += 1;
  }
  const aRest = a.length - i;
  const bRest = b.length - j;
  if (aRest === 0 || bRest === 0) return aRest + bRest <= edits;
  if (edits === 0 || Math.abs(aRest - bRest) > edits) return false;
  const isSwap = a.charCodeAt(i) === b.charCodeAt(j + 1) && a.charCodeAt(i + 1) === b.charCodeAt(j);
  return (
    isWithin(a, i + 1, b, j + 1, edits - 1) ||
    isWithin(a, i + 1, b, j, edits - 1) ||
    isWithin(a, i, b, j + 1, edits - 1) ||
    (isSwap && isWithin(a, i + 2, b, j + 2, edits - 1))
  );
}

export function isNearMiss(a: string, b: string): boolean {
  return nearMissDistance(a, b) !== undefined;
}

/** The candidate that was most likely meant; undefined when none is near. */
export function nearest(wanted: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = nearMissDistance(wanted, candidate) ?? Infinity;
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}
