import type { OffsetRange, YamlDocument, YamlProblem } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { Finding, Fix, RelatedPlace, TextEdit } from '../rule.ts';
import type { SourceFile } from '../sourceFile.ts';
import { firstTextLine, nearestColumn, openColumns, reindent } from './indentFaults.ts';
import { lineAt, restOfLine, type TextLine, textLineBefore } from './textLines.ts';

/** The rules that speak about text which cannot be read. */
export type SyntaxRule = 'yaml-parse' | 'yaml-indent' | 'yaml-tab' | 'yaml-anchor-tag';

export interface SyntaxFault {
  readonly rule: SyntaxRule;
  readonly finding: Finding;
}

/** Whoever has more faults than this in one document starts with these. */
const MAX_PROBLEMS = 100;

const known = new WeakMap<YamlDocument, readonly SyntaxFault[]>();

/**
 * Why the broken documents of a file cannot be read, in words: one fault a line, and none that only
 * follows from one before it.
 */
export function syntaxFaults(file: SourceFile): SyntaxFault[] {
  return file.broken.flatMap((document) => {
    const before = known.get(document);
    if (before !== undefined) return before;
    const faults = explainDocument(file, document);
    known.set(document, faults);
    return faults;
  });
}

function explainDocument(file: SourceFile, document: YamlDocument): SyntaxFault[] {
  const problems = document.problems
    .toSorted((a, b) => a.range[0] - b.range[0])
    .slice(0, MAX_PROBLEMS);
  const faults: SyntaxFault[] = [];
  const lines = new Set<number>();
  let isAfterUnexpected = false;
  for (const problem of problems) {
    const isUnexpected = problem.code === 'UNEXPECTED_TOKEN';
    if (isUnexpected && isAfterUnexpected) continue;
    isAfterUnexpected ||= isUnexpected;
    // The reader gives the same place two names; the second one tells more.
    if (isShadowed(problem, problems)) continue;
    const fault = new Explainer(file, document, problem).explain();
    const line = lineAt(file.text, fault.finding.range[0]).start;
    // An indent that is only wrong beside a line that is wrong itself will be right after its fix.
    const sibling = fault.rule === 'yaml-indent' ? fault.finding.related?.[0]?.range[0] : undefined;
    const isFollowUp = sibling !== undefined && lines.has(lineAt(file.text, sibling).start);
    if (lines.has(line) || isFollowUp) continue;
    lines.add(line);
    faults.push(fault);
  }
  return faults.toSorted((a, b) => a.finding.range[0] - b.finding.range[0]);
}

function isShadowed(problem: YamlProblem, problems: readonly YamlProblem[]): boolean {
  return (
    problem.code === 'BLOCK_AS_IMPLICIT_KEY' &&
    problems.some(
      ({ code, range }) => code === 'MULTILINE_IMPLICIT_KEY' && range[0] === problem.range[0],
    )
  );
}

/** `key:value`, where the colon of a URL or of an image tag is not meant. */
const KEY_WITHOUT_SPACE = /^([ \t]*(?:-[ \t]+)*)([A-Za-z][\w.-]*):(?!\/\/)(\S.*)$/;

/** Puts one problem of the parser into words. */
class Explainer {
  readonly #file: SourceFile;
  readonly #document: YamlDocument;
  readonly #problem: YamlProblem;
  readonly #text: string;
  readonly #line: TextLine;

  constructor(file: SourceFile, document: YamlDocument, problem: YamlProblem) {
    this.#file = file;
    this.#document = document;
    this.#problem = problem;
    this.#text = file.text;
    this.#line = lineAt(file.text, problem.range[0]);
  }

  explain(): SyntaxFault {
    const { message, code } = this.#problem;
    switch (code) {
      case undefined:
        return /^tab characters/i.test(message) ? this.#tab() : this.#other();
      case 'TAB_AS_INDENT':
        return this.#tab();
      case 'BAD_DQ_ESCAPE':
        return this.#escape();
      case 'BAD_SCALAR_START':
      case 'BAD_ALIAS':
        return this.#specialStart(this.#skipIndicator(this.#problem.range[0]));
      case 'BLOCK_AS_IMPLICIT_KEY':
        return this.#colonInValue();
      case 'MULTILINE_IMPLICIT_KEY':
        return this.#noColon();
      case 'MULTIPLE_ANCHORS':
      case 'MULTIPLE_TAGS':
      case 'ALIAS_PROPS':
        return this.#anchorTag(`${message.replace(/\.?$/, '')}: remove one of the two`);
      case 'TAG_RESOLVE_FAILED':
        return this.#anchorTag(`${message}. A text that starts with "!" needs quotes`);
      case 'UNEXPECTED_TOKEN':
        return this.#unexpected();
      case 'MISSING_CHAR':
      case 'BAD_INDENT':
        if (/closing ['"]/.test(message)) return this.#openQuote();
        if (message.includes('must end with a') || message.includes('end with a ')) {
          return this.#openBracket();
        }
        if (message.startsWith('Implicit map key')) return this.#noColon();
        return this.#dashWithoutSpace() ?? this.#indent(this.#line);
      default:
        return this.#other();
    }
  }

  #tab(): SyntaxFault {
    const { start, text, indent } = this.#line;
    const white = text.slice(0, indent);
    const first = white.indexOf('\t');
    if (first === -1) return this.#other();
    const range: OffsetRange = [start + first, start + white.lastIndexOf('\t') + 1];
    const newText = this.#text.slice(...range).replaceAll('\t', '  ');
    return this.#fault('yaml-tab', {
      range,
      message: 'YAML does not allow tabs for indentation: use spaces.',
      fixes: [this.#fix('Replace the tabs by spaces', [{ range, newText }], true)],
    });
  }

  #escape(): SyntaxFault {
    const at = this.#text.indexOf('\\', this.#problem.range[0] - 1);
    const start = at === -1 ? this.#problem.range[0] : at;
    const range: OffsetRange = [start, Math.min(start + 2, this.#text.length)];
    return this.#fault('yaml-parse', {
      range,
      message:
        `"${this.#text.slice(...range)}" is no escape that YAML knows. In double quotes a backslash ` +
        'that stands for itself is written twice.',
      fixes: [this.#fix('Double the backslash', [{ range: [start, start], newText: '\\' }], true)],
    });
  }

  #specialStart(start: number): SyntaxFault {
    const range = restOfLine(this.#line, start);
    const value = this.#text.slice(...range);
    return this.#fault('yaml-parse', {
      range,
      message:
        `A value that starts with "${value.charAt(0)}" must stand in quotes: the character has a ` +
        'meaning of its own in YAML.',
      fixes: [this.#quote(range)],
    });
  }

  /** An alias is reported behind its star. */
  #skipIndicator(offset: number): number {
    return this.#text[offset - 1] === '*' ? offset - 1 : offset;
  }

  #colonInValue(): SyntaxFault {
    const range = restOfLine(this.#line, this.#problem.range[0]);
    return this.#fault('yaml-parse', {
      range,
      message:
        'The value contains ": ", which YAML reads as the start of another key. Put the value in ' +
        'quotes, or the second key on a line of its own.',
      fixes: [this.#quote(range)],
    });
  }

  #noColon(): SyntaxFault {
    const before = this.#text.slice(this.#line.start, this.#problem.range[0]);
    const dash = this.#dashWithoutSpace();
    if (dash !== undefined) return dash;
    if (/\S/.test(before.replace(/^[ \t]*(?:-[ \t]+)*/, ''))) {
      // The line is whole; the next one, indented deeper, wants to go on with its value.
      return this.#indent(lineAt(this.#text, this.#problem.range[1]));
    }
    const glued = KEY_WITHOUT_SPACE.exec(this.#line.text);
    if (glued !== null) return this.#noSpace(glued);
    const range = restOfLine(this.#line, this.#problem.range[0]);
    const word = this.#text.slice(...range);
    return this.#fault('yaml-parse', {
      range,
      message: `"${word}" stands where a key is expected, and a key needs a colon: "${word}: …".`,
      fixes: /^[\w.-]+$/.test(word)
        ? [this.#fix('Add the colon', [{ range: [range[1], range[1]], newText: ':' }])]
        : [],
    });
  }

  #noSpace([, lead = '', key = '', value = '']: RegExpExecArray): SyntaxFault {
    const start = this.#line.start + lead.length;
    const colon = start + key.length;
    return this.#fault('yaml-parse', {
      range: [start, colon + 1 + value.trimEnd().length],
      message: `The colon after "${key}" needs a space behind it, else the whole is one word.`,
      fixes: [this.#fix('Add the space', [{ range: [colon + 1, colon + 1], newText: ' ' }], true)],
    });
  }

  #dashWithoutSpace(): SyntaxFault | undefined {
    const match = /^([ \t]*)-[^\s-]/.exec(this.#line.text);
    const above = textLineBefore(this.#text, this.#line, this.#document.range[0]);
    if (match === null || above === undefined || !/^[ \t]*-\s/.test(above.text)) return undefined;
    const at = this.#line.start + (match[1]?.length ?? 0) + 1;
    return this.#fault('yaml-parse', {
      range: [at - 1, at],
      message: 'The dash of a list item needs a space behind it.',
      fixes: [this.#fix('Add the space', [{ range: [at, at], newText: ' ' }], true)],
    });
  }

  #indent(line: TextLine): SyntaxFault {
    const columns = openColumns(this.#text, line, this.#document.range[0]);
    const sibling = nearestColumn(columns, line);
    const range: OffsetRange =
      line.indent > 0
        ? [line.start, line.start + line.indent]
        : [line.start, Math.max(line.end, line.start + 1)];
    if (sibling === undefined || sibling.column === line.indent) return this.#other();
    return this.#fault(
      'yaml-indent',
      this.#wrongColumn(line, range, sibling.column, {
        uri: this.#file.uri,
        range: sibling.range,
        message: `${sibling.label} stands ${describeColumn(sibling.column)}`,
      }),
    );
  }

  #wrongColumn(line: TextLine, range: OffsetRange, column: number, related: RelatedPlace): Finding {
    return {
      range,
      message:
        `This line is indented by ${describeColumn(line.indent)}, where no entry around it starts: ` +
        `${describeColumn(column)} would put it beside the others.`,
      related: [related],
      fixes: [
        this.#fix(
          `Indent by ${describeColumn(column)}`,
          reindent(this.#text, line, column, this.#document.range[1]),
        ),
      ],
    };
  }

  #openQuote(): SyntaxFault {
    const found = this.#findOpenQuote();
    if (found === undefined) return this.#other();
    const line = lineAt(this.#text, found);
    const quote = this.#text[found] ?? '"';
    const range = restOfLine(line, found);
    return this.#fault('yaml-parse', {
      range,
      message: `The quote ${quote} that opens here is never closed.`,
      fixes: [
        this.#fix(`Close it with ${quote}`, [{ range: [range[1], range[1]], newText: quote }]),
      ],
    });
  }

  /** The first quote that its own line leaves open although the next line does not go on with it. */
  #findOpenQuote(): number | undefined {
    const [start, end] = this.#document.range;
    const opening = /(?:^|[:,[{]\s+|^\s*-\s+|[[{])(["'])/gm;
    const source = this.#text.slice(start, end);
    let last: number | undefined;
    for (const match of source.matchAll(opening)) {
      const at = start + match.index + match[0].length - 1;
      const line = lineAt(this.#text, at);
      const rest = line.text.slice(at - line.start + 1);
      const isClosed =
        match[1] === '"' ? /^(?:[^"\\]|\\.)*"/.test(rest) : /^(?:[^']|'')*'/.test(rest);
      if (isClosed) continue;
      last ??= at;
      const next = lineAt(this.#text, Math.min(line.end + 1, this.#text.length));
      if (next.indent <= line.indent) return at;
    }
    return last;
  }

  #openBracket(): SyntaxFault {
    const end = this.#problem.range[0];
    const open = findOpenBracket(this.#text.slice(this.#document.range[0], end));
    if (open === undefined) return this.#other();
    const at = this.#document.range[0] + open;
    const bracket = this.#text[at] === '[' ? ']' : '}';
    const range = restOfLine(lineAt(this.#text, at), at);
    // The reader stops where the next entry starts; the bracket belongs behind the line before.
    const stop = this.#line.start + this.#line.indent >= end && end < this.#text.trimEnd().length;
    const before = stop ? textLineBefore(this.#text, this.#line, at) : undefined;
    const last = before ?? lineAt(this.#text, this.#text.slice(0, end).trimEnd().length);
    const [, close] = restOfLine(last, Math.max(last.start, at));
    return this.#fault('yaml-parse', {
      range,
      message: `The bracket ${this.#text[at] ?? ''} that opens here is never closed.`,
      fixes: [this.#fix(`Close it with ${bracket}`, [{ range: [close, close], newText: bracket }])],
    });
  }

  #unexpected(): SyntaxFault {
    const [start] = this.#problem.range;
    const value = /^[ \t]*(?:-[ \t]+)*(?:[\w./-]+:[ \t]+)?(?=[*&!])/.exec(this.#line.text)?.[0];
    if (value !== undefined && this.#line.start + value.length <= start) {
      return this.#specialStart(this.#line.start + value.length);
    }
    const character = this.#text[start] ?? '';
    if (character === ']' || character === '}') {
      return this.#fault('yaml-parse', {
        range: [start, start + 1],
        message: `The bracket ${character} closes nothing: none is open here.`,
        fixes: [this.#fix('Remove it', [{ range: [start, start + 1], newText: '' }])],
      });
    }
    const first = firstTextLine(this.#text, this.#document.range);
    if (first !== undefined && first.indent > this.#line.indent && first.start < this.#line.start) {
      const place = restOfLine(this.#line, this.#line.start + this.#line.indent);
      return this.#fault(
        'yaml-indent',
        this.#wrongColumn(first, [first.start, first.start + first.indent], this.#line.indent, {
          uri: this.#file.uri,
          range: place,
          message: `This line is indented by ${describeColumn(this.#line.indent)}`,
        }),
      );
    }
    const range = restOfLine(this.#line, start);
    return this.#fault('yaml-parse', {
      range,
      message: `"${this.#text.slice(...range)}" is left over: the value before it is complete.`,
    });
  }

  #anchorTag(message: string): SyntaxFault {
    return this.#fault('yaml-anchor-tag', { range: this.#problem.range, message: `${message}.` });
  }

  #other(): SyntaxFault {
    const [start, end] = this.#problem.range;
    const range = end > start + 1 ? this.#problem.range : restOfLine(this.#line, start);
    const message = this.#problem.message.replace(/\.?$/, '.');
    return this.#fault('yaml-parse', { range, message: `YAML cannot read this: ${message}` });
  }

  #quote(range: OffsetRange): Fix {
    const value = this.#text.slice(...range);
    const newText = value.includes("'") ? JSON.stringify(value) : `'${value}'`;
    return this.#fix('Put the value in quotes', [{ range, newText }]);
  }

  #fix(title: string, edits: readonly TextEdit[], isMechanical = false): Fix {
    return fix(this.#file, title, edits, { isPreferred: true, isMechanical });
  }

  /** A fault always has a range of at least one character inside the file, if there is one. */
  #fault(rule: SyntaxRule, finding: Finding): SyntaxFault {
    const limit = this.#text.length;
    const start = Math.max(0, Math.min(finding.range[0], limit - 1));
    const end = Math.min(Math.max(finding.range[1], start + 1), limit);
    return { rule, finding: { ...finding, range: [start, end] } };
  }
}

function describeColumn(column: number): string {
  return column === 1 ? '1 space' : `${column} spaces`;
}

/** Offset of the last bracket that is open at the end of the text. */
function findOpenBracket(source: string): number | undefined {
  const open: number[] = [];
  let quote: string | undefined;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    if (quote !== undefined) {
      if (character === '\\' && quote === '"') at += 1;
      else if (character === quote) quote = undefined;
    } else if (character === '#' && /\s/.test(source[at - 1] ?? ' ')) {
      const end = source.indexOf('\n', at);
      at = end === -1 ? source.length : end;
    } else if ((character === '"' || character === "'") && /[\s:,[{]/.test(source[at - 1] ?? ' ')) {
      quote = character;
    } else if (character === '[' || character === '{') open.push(at);
    else if (character === ']' || character === '}') open.pop();
  }
  return open.at(-1);
}
