import { child, findPair, items, scalar } from '../../yaml/access.ts';
import { outerEnd } from '../../yaml/listEdits.ts';
import type { OffsetRange, YamlPair, YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { type Container, POD_KINDS } from '../podTemplates.ts';
import type { Finding, Fix, ObjectRule, TextEdit } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { isShellOperator, isShellText, joinWords, splitWords, usesShell } from './shellWords.ts';

/** Flags commands that are written for a shell where no shell reads them. */
export const commandString: ObjectRule = {
  id: 'command-string',
  group: 'pods',
  summary: 'A command is a list of words that no shell reads, unless it starts one.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      const whole = oneString(document, container);
      if (whole.length > 0) yield* whole;
      else yield* inWords(document, container);
    }
  },
};

/** `command: "sh -c …"`: the API wants a list. */
function oneString(document: KubernetesDocument, { node }: Container): Finding[] {
  return (['command', 'args'] as const).flatMap((field) => {
    const text = scalar(child(node, field));
    if (text === undefined || text.text.trim() === '' || typeof text.value !== 'string') return [];
    return [
      {
        range: trimmed(document.text, text.range),
        message:
          `\`${field}\` is one string, but Kubernetes wants a list of words and refuses this: ` +
          '"cannot unmarshal string into Go struct field of type []string".',
        fixes: [asList(document, text)],
      },
    ];
  });
}

function* inWords(document: KubernetesDocument, container: Container): Generator<Finding> {
  const command = words(container, 'command');
  const all = [...command, ...words(container, 'args')];
  const [program] = command;
  if (
    program !== undefined &&
    /\S\s+\S/.test(program.text) &&
    !usesShell(all.slice(1).map(textOf))
  ) {
    yield {
      range: program.range,
      message:
        `The first word of a command is the program, so "${shown(program.text)}" is looked for as ` +
        'one file with spaces in its name. The container would not start: each word is an item.',
      fixes: command.length === 1 ? asItems(document, container, program) : [],
    };
    return;
  }
  if (usesShell(all.map(textOf))) return;
  const operator = all.find(({ text }, index) => index > 0 && isShellOperator(text, all[0]?.text));
  if (operator !== undefined) yield noShell(document, container, operator, all);
  yield* variables(document, container, all);
}

function noShell(
  document: KubernetesDocument,
  { node }: Container,
  operator: YamlScalar,
  all: readonly YamlScalar[],
): Finding {
  const command = findPair(node, 'command');
  const isWhole = command?.value.kind === 'sequence' && findPair(node, 'args') === undefined;
  const script = JSON.stringify(joinWords(all.map(textOf)));
  return {
    range: operator.range,
    message:
      `No shell reads this command, so "${operator.text}" is handed to ${all[0]?.text ?? 'the program'} ` +
      'as one more word. Start a shell where one is meant: ["sh", "-c", "…"].',
    fixes: isWhole
      ? [
          fix(document, 'Run it in a shell', [replaceValue(command, `["sh", "-c", ${script}]`)], {
            isPreferred: true,
          }),
        ]
      : [],
  };
}

/** `$NAME` of a variable that the container sets: only `$(NAME)` is filled in by Kubernetes. */
function* variables(
  document: KubernetesDocument,
  { node }: Container,
  all: readonly YamlScalar[],
): Generator<Finding> {
  const known = new Set(
    items(child(node, 'env')).flatMap((one) => scalar(child(one, 'name'))?.text ?? []),
  );
  if (known.size === 0) return;
  for (const { range } of all) {
    const written = document.text.slice(...range);
    for (const match of written.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)) {
      const name = match[1] ?? match[2] ?? '';
      if (!known.has(name)) continue;
      const start = range[0] + match.index;
      const place: OffsetRange = [start, start + match[0].length];
      yield {
        range: place,
        message:
          `No shell reads this command, so ${match[0]} stays as it is. Kubernetes itself fills in ` +
          `variables of the container that are written as $(${name}).`,
        fixes: [
          fix(document, `Write $(${name})`, [{ range: place, newText: `$(${name})` }], {
            isPreferred: true,
          }),
        ],
      };
    }
  }
}

function words({ node }: Container, field: 'command' | 'args'): YamlScalar[] {
  return items(child(node, field)).flatMap((item) => scalar(item) ?? []);
}

function textOf({ text }: YamlScalar): string {
  return text;
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** The words of a text as items, or a shell that reads it. */
function wordsFor(text: string): string {
  const split = splitWords(text);
  // What stands behind `sh -c` is for that shell.
  const isList = split !== undefined && (usesShell(split.slice(0, 1)) || !isShellText(text));
  return (isList ? split : ['sh', '-c', text.trim()])
    .map((word) => JSON.stringify(word))
    .join(', ');
}

function asList(document: KubernetesDocument, node: YamlScalar): Fix {
  const edit = { range: spanOf(document.text, node), newText: `[${wordsFor(node.text)}]` };
  return fix(document, 'Write it as a list', [edit], { isPreferred: true });
}

/** Puts the words of the only item in its place. */
function asItems(document: KubernetesDocument, { node }: Container, only: YamlScalar): Fix[] {
  const pair = findPair(node, 'command');
  if (pair?.value.kind !== 'sequence') return [];
  return [
    fix(document, 'Make each word an item', [replaceValue(pair, `[${wordsFor(only.text)}]`)], {
      isPreferred: true,
    }),
  ];
}

/** Everything behind a key: a block list starts on a line of its own. */
function replaceValue({ key, value }: YamlPair, newText: string): TextEdit {
  const start = outerEnd(key);
  return { range: [start, value.range[1]], newText: `: ${newText}` };
}

/** Without the indentation of a block's first line and the line break of its last. */
function trimmed(text: string, [start, end]: OffsetRange): OffsetRange {
  const written = text.slice(start, end);
  return [end - written.trimStart().length, start + written.trimEnd().length];
}

/** A scalar with its quotes or the mark of its block, without the line break at its end. */
function spanOf(text: string, node: YamlScalar): OffsetRange {
  const [start] = node.range;
  const end = start + text.slice(...node.range).trimEnd().length;
  if (node.style === 'literal') return [text.lastIndexOf('|', start), end];
  if (node.style === 'folded') return [text.lastIndexOf('>', start), end];
  return [outerEnd(node) === node.range[1] ? start : start - 1, outerEnd(node)];
}
