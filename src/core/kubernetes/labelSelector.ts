type Labels = Readonly<Record<string, string>>;

/** One condition on labels. `in` and `notin` carry values; a label that is absent is never `in`. */
export interface Requirement {
  readonly key: string;
  /** `gt` and `lt` compare whole numbers. */
  readonly operator: 'in' | 'notin' | 'exists' | 'absent' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** All must hold; none selects everything. */
export type LabelSelector = readonly Requirement[];

/**
 * Reads a selector as kubectl's `-l` takes it: `app=web,tier!=back,env in (a, b),!gone`.
 * @returns a sentence that says what is wrong with it when it is none
 */
export function parseLabelSelector(text: string): LabelSelector | { readonly fault: string } {
  const requirements: Requirement[] = [];
  for (const part of splitOutsideParentheses(text)) {
    const requirement = parseRequirement(part.trim());
    if (requirement === undefined) {
      return {
        fault:
          part.trim() === ''
            ? 'A part of the selector is empty.'
            : `"${part.trim()}" is no label condition.`,
      };
    }
    requirements.push(requirement);
  }
  return requirements;
}

function splitOutsideParentheses(text: string): string[] {
  return text.trim() === '' ? [] : text.split(/,(?![^(]*\))/);
}

const KEY = String.raw`(?:[A-Za-z0-9][A-Za-z0-9.-]*/)?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?`;
const VALUE = String.raw`(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?`;
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const ORDER = new RegExp(`^(${KEY})\\s*([<>])\\s*(-?\\d+)$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

/** Longest name in a key, and longest value. */
const MAX_CHARS = 63;

/** Longest prefix of a key, which is a domain name. */
const MAX_PREFIX_CHARS = 253;

function parseRequirement(part: string): Requirement | undefined {
  const requirement = readRequirement(part);
  if (requirement === undefined) return undefined;
  const slash = requirement.key.indexOf('/');
  const isShort =
    slash <= MAX_PREFIX_CHARS &&
    requirement.key.length - slash - 1 <= MAX_CHARS &&
    requirement.values.every(({ length }) => length <= MAX_CHARS);
  return isShort ? requirement : undefined;
}

function readRequirement(part: string): Requirement | undefined {
  const equality = EQUALITY.exec(part);
  if (equality !== null) {
    const [, key = '', sign, value = ''] = equality;
    return { key, operator: sign === '!=' ? 'notin' : 'in', values: [value] };
  }
  const set = SET.exec(part);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    const isValid = values.every((value) => new RegExp(`^${VALUE}$`).test(value));
    return isValid ? { key, operator: operator as 'in' | 'notin', values } : undefined;
  }
  const order = ORDER.exec(part);
  if (order !== null) {
    const [, key = '', sign, number = ''] = order;
    return { key, operator: sign === '>' ? 'gt' : 'lt', values: [number] };
  }
  const existence = EXISTENCE.exec(part);
  if (existence === null) return undefined;
  const [, not, key = ''] = existence;
  return { key, operator: not === '!' ? 'absent' : 'exists', values: [] };
}

/** The equality pairs of a map such as a Service's `spec.selector`. */
export function selectorOf(pairs: Labels): LabelSelector {
  return Object.entries(pairs).map(([key, value]) => ({ key, operator: 'in', values: [value] }));
}

/** The API's own form of a selector; an operator that does not exist is refused by the server. */
export interface ApiLabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

const OPERATORS: Readonly<Record<string, Requirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: 'absent',
};

/** An empty selector selects everything. */
export function fromApiSelector({
  matchLabels = {},
  matchExpressions = [],
}: ApiLabelSelector): LabelSelector {
  return [
    ...selectorOf(matchLabels),
    ...matchExpressions.map(({ key, operator, values = [] }) => ({
      key,
      operator: OPERATORS[operator] ?? 'in',
      values,
    })),
  ];
}

export function selectsLabels(selector: LabelSelector, labels: Labels = {}): boolean {
  return selector.every((requirement) => holds(requirement, labels));
}

/** `notin` also holds where the label is absent, as in Kubernetes. */
export function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const has = Object.hasOwn(labels, key);
  const value = labels[key] ?? '';
  switch (operator) {
    case 'in':
      return has && values.includes(value);
    case 'notin':
      return !has || !values.includes(value);
    case 'exists':
      return has;
    case 'absent':
      return !has;
    case 'gt':
    case 'lt': {
      if (!/^-?\d+$/.test(value)) return false;
      const [limit] = values;
      return operator === 'gt' ? Number(value) > Number(limit) : Number(value) < Number(limit);
    }
  }
}

export function formatSelector(selector: LabelSelector): string {
  return selector.map(formatRequirement).join(',');
}

export function formatRequirement({ key, operator, values }: Requirement): string {
  if (operator === 'exists') return key;
  if (operator === 'absent') return `!${key}`;
  if (operator === 'gt' || operator === 'lt') {
    return `${key}${operator === 'gt' ? '>' : '<'}${values[0]}`;
  }
  if (values.length === 1) return `${key}${operator === 'in' ? '=' : '!='}${values[0]}`;
  return `${key} ${operator} (${values.join(',')})`;
}

/** Labels as people read them: `app=web, tier=back`; `no labels` for none. */
export function formatLabels(labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? 'no labels' : pairs.join(', ');
}
