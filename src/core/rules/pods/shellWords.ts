const SHELL = /(?:^|\/)(?:ba|a|da|z|k|fi)?sh$|(?:^|[/\\])(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

/** True when one of the words of a command starts a shell. */
export function usesShell(words: readonly string[]): boolean {
  return words.some((word) => SHELL.test(word));
}

const OPERATORS = new Set(['&&', '||', '|', '>', '>>', '<', '2>&1', '2>', '&>', '&']);

/** Programs to which some of the operators are words of their own. */
const OWN_OPERATORS = /(?:^|\/)(?:expr|test|\[|jq|yq|find|awk|gawk|bc|psql|mysql)$/;

/** True for a word that only a shell understands. */
export function isShellOperator(word: string, program = ''): boolean {
  return OPERATORS.has(word) && !OWN_OPERATORS.test(program);
}

/** True for a text that needs a shell: operators, variables, substitutions, several lines. */
export function isShellText(text: string): boolean {
  return /&&|\|\||[|;<>`\n]|\$(?:[A-Za-z_{(])|(?:^|\s)&(?:\s|$)|[*?]/.test(text.trim());
}

/** The words of a command line, quotes honoured; undefined when a quote stays open. */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const character of text) {
    if (quote !== '') {
      if (character === quote) quote = '';
      else word = `${word ?? ''}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '\\') return undefined;
    else word = `${word ?? ''}${character}`;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words.length === 0 ? undefined : words;
}

/** The command line that a shell reads as these words; operators stay operators. */
export function joinWords(words: readonly string[]): string {
  return words
    .map((word) =>
      OPERATORS.has(word) || /^[\w@%+=:,./-]+$/.test(word) || /^\$\w+$/.test(word)
        ? word
        : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');
}
