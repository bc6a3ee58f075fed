import type { KubeObject } from './objects.ts';

/** What stands in the place of a value that nobody may see. */
export const HIDDEN = '(hidden)';

/** The text as it may be shown; a Secret's content never is. */
export function shownValue(
  object: Pick<KubeObject, 'kind'> | undefined,
  path: readonly (string | number)[],
  text: string,
): string {
  if (object?.kind === 'Secret' && !isHarmless(path)) return HIDDEN;
  return redactText(text);
}

/** The parts of a Secret that hold none of its content; annotations may hold all of it. */
function isHarmless([field, part]: readonly (string | number)[]): boolean {
  return field === 'type' || (field === 'metadata' && part !== undefined && part !== 'annotations');
}

const SECRETS: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, // JSON Web Tokens
  // Shorter ones are words of a sentence.
  /\bBearer\s+[\w.~+/-]{12,}=*/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** `https://user:password@host`: who it is may be told, the password not. */
const PASSWORD_IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi;

/** Takes tokens, private keys and passwords in addresses out of a text. */
export function redactText(text: string): string {
  return SECRETS.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text).replaceAll(
    PASSWORD_IN_URL,
    `$1${HIDDEN}`,
  );
}
