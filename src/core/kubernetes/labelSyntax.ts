/** Longest value of a label, and longest name in a key. */
const MAX_CHARS = 63;

const NAME = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** The empty text is a value as well. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= MAX_CHARS && NAME.test(text));
}

/** Why a text cannot be the value of a label; undefined when it can. */
export function labelValueFault(text: string): string | undefined {
  return isLabelValue(text)
    ? undefined
    : `A label has at most ${MAX_CHARS} letters, digits, "-", "_" and ".", a letter or digit at both ends.`;
}

/** A valid value that looks like this text; empty when nothing of it can be kept. */
export function validLabelValue(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[-_.]+/, '')
    .slice(0, MAX_CHARS)
    .replace(/[-_.]+$/, '');
}

/** Why a text cannot be the key of a label or annotation; undefined when it can. */
export function keyFault(key: string): string | undefined {
  const [name = '', prefix, ...more] = key.split('/').toReversed();
  if (more.length > 0) return 'it has more than one "/"';
  if (prefix !== undefined && (prefix.length > 253 || !PREFIX.test(prefix))) {
    return `what stands before the "/" must be a domain name in lower case`;
  }
  if (name.length > MAX_CHARS) return `its name has ${name.length} characters, and 63 are allowed`;
  if (NAME.test(name)) return undefined;
  return 'it must be letters, digits, "-", "_" and ".", with a letter or digit at both ends';
}
