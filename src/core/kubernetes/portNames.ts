/** Longest name of a container's port (IANA_SVC_NAME). */
const MAX_LENGTH = 15;

/** Why a text cannot name a port of a container; undefined when it can. */
export function portNameFault(name: string): string | undefined {
  if (name.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (/^\d+$/.test(name)) return 'has no letter in it';
  if (/[A-Z]/.test(name)) return 'has upper-case letters in it';
  if (!/^[a-z0-9-]*$/.test(name)) return 'may only have letters, digits and "-" in it';
  if (!/[a-z]/.test(name)) return 'has no letter in it';
  if (name.startsWith('-') || name.endsWith('-')) return 'starts or ends with "-"';
  return name.includes('--') ? 'has "--" in it' : undefined;
}

/** The nearest text that can name a port of a container; undefined when nothing is left of it. */
export function normalPortName(name: string): string | undefined {
  const cleaned = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const named = /[a-z]/.test(cleaned) ? cleaned : `port-${cleaned}`;
  const short = named.length <= MAX_LENGTH ? named : shorten(named);
  return portNameFault(short) === undefined ? short : undefined;
}

/** Whole words as far as they go. */
function shorten(name: string): string {
  const cut = name.slice(0, MAX_LENGTH + 1);
  const end = cut.lastIndexOf('-');
  return (end > 3 ? cut.slice(0, end) : name.slice(0, MAX_LENGTH)).replace(/-+$/, '');
}
