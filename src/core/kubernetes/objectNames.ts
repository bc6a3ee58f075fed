/** What a name must look like; the longest it may be. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly maxChars: number;
  /** Ends "a name must be …". */
  readonly description: string;
}

/** Host names: what most objects are named by. */
export const SUBDOMAIN: NameRule = {
  pattern: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/,
  maxChars: 253,
  description: 'lower-case letters, digits, "-" and ".", with a letter or digit at both ends',
};

/** One part of a host name. */
export const LABEL_NAME: NameRule = {
  pattern: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
  maxChars: 63,
  description: 'lower-case letters, digits and "-", with a letter or digit at both ends',
};

/** Anything that can be a part of a URL's path. */
const PATH_SEGMENT: NameRule = {
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  maxChars: Infinity,
  description: 'anything but ".", ".." and texts with "/" or "%"',
};

const BY_KIND: Readonly<Record<string, NameRule>> = {
  Namespace: LABEL_NAME,
  // It may start with a digit, which older clusters refused.
  Service: LABEL_NAME,
  Role: PATH_SEGMENT,
  ClusterRole: PATH_SEGMENT,
  RoleBinding: PATH_SEGMENT,
  ClusterRoleBinding: PATH_SEGMENT,
  // Kubernetes appends eleven characters to the names of its Jobs.
  CronJob: { ...SUBDOMAIN, maxChars: 52 },
};

/** Kinds whose names the rules above do not describe (colons, slashes, made-up parts). */
const OTHERS: ReadonlySet<string> = new Set(['APIService', 'ComponentStatus', 'IPAddress']);

/** How objects of this built-in kind must be named; undefined where nothing is known. */
export function nameRule(kind: string): NameRule | undefined {
  return OTHERS.has(kind) ? undefined : (BY_KIND[kind] ?? SUBDOMAIN);
}

export function isValidName(name: string, { pattern, maxChars }: NameRule): boolean {
  return name.length <= maxChars && pattern.test(name);
}

/** A valid name that looks like this text; undefined when nothing of it can be kept. */
export function validName(text: string, rule: NameRule): string | undefined {
  const isWide = rule.pattern === SUBDOMAIN.pattern;
  let name = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z][a-z])/g, '-')
    .toLowerCase()
    .replaceAll(isWide ? /[^a-z0-9.]+/g : /[^a-z0-9]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/-*\.-*/g, '.');
  name = name
    .replace(/^[-.]+/, '')
    .slice(0, Math.min(rule.maxChars, 253))
    .replace(/[-.]+$/, '');
  return isValidName(name, rule) ? name : undefined;
}
