/** What a button or link in a lab's text does. Ids count up in the order of the text. */
export type LabAction = { readonly id: string } & (
  | { readonly kind: 'copy'; readonly text: string }
  /** `terminal` tells the lab's terminals apart, from 1. */
  | { readonly kind: 'run' | 'paste'; readonly text: string; readonly terminal: number }
  | {
      readonly kind: 'file';
      /** Relative to the learner's folder. */
      readonly file: string;
      readonly mode: FileMode;
      readonly text: string;
    }
  /** One value of a learner's file, comments kept. `text` is the value as YAML. */
  | {
      readonly kind: 'patch';
      readonly file: string;
      readonly path: string;
      readonly text: string;
    }
  /** Objects that are applied in the lab's namespace. */
  | { readonly kind: 'apply'; readonly text: string }
  /** A key of the terminal. */
  | { readonly kind: 'key'; readonly key: TerminalKey; readonly terminal: number }
  /** Shows an object of the lab's namespace. */
  | { readonly kind: 'reveal'; readonly object: string; readonly name: string }
  /** Makes a port of a Service reachable on this machine. */
  | { readonly kind: 'forward'; readonly service: string; readonly port: number }
  | { readonly kind: 'open'; readonly file: string; readonly path: string | undefined }
  | { readonly kind: 'step'; readonly step: string }
  /** Checks the open step. */
  | { readonly kind: 'check'; readonly check: string | undefined }
);

/** An action that has no id yet. */
export type NewAction = LabAction extends infer A
  ? A extends LabAction
    ? Omit<A, 'id'>
    : never
  : never;

/** Keys that a lab may press in its own terminal, by what the terminal gets. */
export const TERMINAL_KEYS = { 'ctrl+c': '\u0003', 'ctrl+d': '\u0004', q: 'q' } as const;
export type TerminalKey = keyof typeof TERMINAL_KEYS;

const FILE_MODES = ['create', 'replace', 'append'] as const;
export type FileMode = (typeof FILE_MODES)[number];

/** What stands behind a fence's backticks: `yaml file=pod.yaml mode=append`. */
export interface FenceInfo {
  readonly language: string;
  readonly words: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

export function parseFenceInfo(info: string): FenceInfo {
  const [language = '', ...rest] = info.trim().split(/\s+/);
  const attributes = rest.filter((word) => word.includes('='));
  return {
    language,
    words: rest.filter((word) => !word.includes('=')),
    attributes: Object.fromEntries(
      attributes.map((word) => {
        const at = word.indexOf('=');
        return [word.slice(0, at), word.slice(at + 1)];
      }),
    ),
  };
}

/** What a fence does when its button is clicked; undefined when it only shows something. */
export function fenceAction(
  { words, attributes }: FenceInfo,
  content: string,
): NewAction | undefined {
  const { file, mode = 'create' } = attributes;
  if (file !== undefined) {
    const known = FILE_MODES.find((each) => each === mode);
    return known && { kind: 'file', file, mode: known, text: content };
  }
  const { patch, path, key } = attributes;
  const terminal = terminalNumber(attributes['terminal']);
  if (patch !== undefined) {
    return path === undefined ? undefined : { kind: 'patch', file: patch, path, text: content };
  }
  if (key !== undefined) {
    const known = (Object.keys(TERMINAL_KEYS) as TerminalKey[]).find((each) => each === key);
    return known === undefined || terminal === undefined
      ? undefined
      : { kind: 'key', key: known, terminal };
  }
  if (words.includes('apply')) return { kind: 'apply', text: content };
  const text = content.replace(/\n$/, '');
  if (words.includes('copy')) return { kind: 'copy', text };
  const kind = (['run', 'paste'] as const).find((word) => words.includes(word));
  return kind === undefined || terminal === undefined ? undefined : { kind, text, terminal };
}

/** The terminal that a fence names; the first one when it names none. */
function terminalNumber(text = '1'): number | undefined {
  return /^[1-9]$/.test(text) ? Number(text) : undefined;
}

/** What a `lab:` link does; undefined when it is malformed. */
export function linkAction(href: string): NewAction | undefined {
  const [, name, query] = /^lab:([a-z]+)(?:\?(.*))?$/.exec(href) ?? [];
  const parameters = new URLSearchParams(query ?? '');
  const allowed = LINK_PARAMETERS[name ?? ''];
  if (allowed === undefined || ![...parameters.keys()].every((key) => allowed.includes(key))) {
    return undefined;
  }
  const get = (key: string): string | undefined => parameters.get(key) ?? undefined;
  const file = get('file');
  const id = get('id');
  if (name === 'open')
    return file === undefined ? undefined : { kind: 'open', file, path: get('path') };
  if (name === 'reveal') {
    const [object, named] = [get('kind'), get('name')];
    if (object === undefined || named === undefined) return undefined;
    return { kind: 'reveal', object, name: named };
  }
  if (name === 'forward') {
    const [service, port] = [get('service'), Number(get('port'))];
    // What goes into a command line has to be a name and a number.
    const isPlain = service !== undefined && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(service);
    if (!isPlain || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
    return { kind: 'forward', service, port };
  }
  if (name === 'step') return id === undefined ? undefined : { kind: 'step', step: id };
  return { kind: 'check', check: id };
}

const LINK_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  open: ['file', 'path'],
  step: ['id'],
  check: ['id'],
  reveal: ['kind', 'name'],
  forward: ['service', 'port'],
};
