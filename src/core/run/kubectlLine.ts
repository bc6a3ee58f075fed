import { LabError } from '../errors.ts';

/**
 * Splits a plain kubectl line into arguments, `kubectl` itself left out. Quotes group words;
 * anything that only a shell could understand is refused, so no lab can smuggle one in.
 * @throws LabError `lab-broken`
 */
export function kubectlArguments(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (const char of line.trim()) {
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === ' ' || char === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (SHELL_ONLY.has(char)) {
      throw notPlain(line);
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote !== undefined) throw notPlain(line);
  if (word !== undefined) words.push(word);
  if (words.shift() !== 'kubectl') throw notPlain(line);
  return words;
}

/** What makes a line more than one program with arguments in some shell that people use. */
const SHELL_ONLY = new Set([';', '|', '&', '<', '>', '$', '`', '(', ')', '\\', '\n']);

function notPlain(line: string): LabError {
  return new LabError('lab-broken', `"${line}" is not a plain kubectl line.`);
}
