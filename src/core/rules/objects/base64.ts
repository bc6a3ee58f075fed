/** What the API server reads as base64: padded, in the standard alphabet, line breaks left out. */
const STANDARD = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function isBase64(text: string): boolean {
  return STANDARD.test(text.replaceAll(/[\r\n]/g, ''));
}

export function encodeBase64(text: string): string {
  // Not all bytes as arguments of one call: a Secret may be a megabyte.
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCodePoint(byte));
  return btoa(bytes.join(''));
}

/** @returns undefined for what is no base64, or no text when it is decoded */
export function decodeBase64(text: string): string | undefined {
  if (!isBase64(text)) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll(/[\r\n]/g, '')), (char) => char.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // Bytes that are no text.
  }
}
