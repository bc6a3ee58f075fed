import type { Lab } from '../../core/lab/model.ts';

/** SHA-256 in hexadecimal of everything that a lab shows and may run: consent holds for this text. */
export async function contentHash(lab: Lab): Promise<string> {
  const parts = lab.steps.flatMap(({ body, checks, solution }) => [
    body,
    JSON.stringify(checks.map(({ type, fields }) => [type, fields])),
    JSON.stringify(solution?.actions ?? []),
  ]);
  const text = [lab.key, lab.introduction, ...parts].join('\0');
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
