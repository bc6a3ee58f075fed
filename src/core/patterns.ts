/** Longest regular expression that a lab may hold. */
const MAX_PATTERN_CHARS = 500;

/** Most parts without an upper bound in one pattern: each one multiplies the worst-case time. */
const MAX_UNBOUNDED = 4;

/** Longest text that a lab's pattern is tried on; what comes after it is not looked at. */
export const MAX_MATCHED_CHARS = 4_096;

/**
 * Why a lab's regular expression is not accepted; undefined when it is fine. Patterns come from
 * people one does not know, and the engine backtracks, so those that can run for ages are refused:
 * repetition inside repetition, alternatives that repeat, back-references.
 */
export function patternFault(source: string): string | undefined {
  if (source.length > MAX_PATTERN_CHARS) {
    return `A pattern may have at most ${MAX_PATTERN_CHARS} characters.`;
  }
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (/\\(?:[1-9]|k<)/.test(source)) return 'A pattern may not refer back to a group.';
  return repetitionFault(source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x'));
}

/** @param source the pattern with escapes and character classes replaced by one letter each */
function repetitionFault(source: string): string | undefined {
  const groups: { varies: boolean }[] = [{ varies: false }];
  let unbounded = 0;
  for (let index = 0; index < source.length; index++) {
    const char = source[index];
    const group = groups.at(-1);
    if (char === '(') groups.push({ varies: false });
    else if (char === '|' && group !== undefined) group.varies = true;
    else if (char === ')') {
      const closed = groups.pop();
      const repeats = isUnbounded(source, index + 1);
      if (repeats && closed?.varies === true) {
        return 'A pattern may not repeat a group that repeats or chooses inside.';
      }
      const outer = groups.at(-1);
      if (outer !== undefined && closed?.varies === true) outer.varies = true;
    }
    if (isUnbounded(source, index) && group !== undefined) {
      unbounded += 1;
      group.varies = true;
    }
  }
  if (unbounded <= MAX_UNBOUNDED) return undefined;
  return `A pattern may have at most ${MAX_UNBOUNDED} parts of any length.`;
}

function isUnbounded(source: string, index: number): boolean {
  return /^(?:[*+]|\{\d+,\})/.test(source.slice(index, index + 12));
}

/** True when the text's beginning (see `MAX_MATCHED_CHARS`) matches an accepted pattern. */
export function matchesPattern(source: string, text: string): boolean {
  return new RegExp(source, 'u').test(text.slice(0, MAX_MATCHED_CHARS));
}
