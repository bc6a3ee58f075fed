import type { OffsetRange } from '../yaml/tree.ts';
import { fenceAction, linkAction, type NewAction, parseFenceInfo } from './actions.ts';
import { isInsidePath } from '../paths.ts';
import { markdown } from './markdown.ts';
import type { Page } from './page.ts';
import type { Problems } from './problems.ts';
import { KNOWN_VARIABLES, variablesIn } from './variables.ts';

/** What the links of a page may name. */
export interface LinkTargets {
  readonly steps: readonly string[];
  readonly checks: readonly string[];
  /** Files of the learner's folder, as this step has them. */
  readonly files: ReadonlySet<string>;
  /** Names that the lab declares itself. */
  readonly variables: readonly string[];
}

/** Reports links, files and variables of a page's text that lead nowhere. */
export function checkBody(page: Page, targets: LinkTargets, problems: Problems): void {
  for (const { name, written, at } of variablesIn(page.body)) {
    const known = [...KNOWN_VARIABLES, ...targets.variables];
    if (known.includes(name)) continue;
    const start = page.bodyStart + at;
    const range: OffsetRange = [start, start + written.length];
    const message = `The variable "${name}" has no value.`;
    problems.addUnknown(page.file, 'variable-unknown', range, message, { written: name, known });
  }
  const env = { actions: [], pictureUri: undefined, facts: {} };
  const tokens = markdown.parse(page.body, env);
  for (const token of tokens) {
    if (token.type === 'fence') {
      const action = fenceAction(parseFenceInfo(token.info), token.content);
      const isFile = action?.kind === 'file' || action?.kind === 'patch';
      if (isFile && !isInsidePath(action.file)) {
        const range = find(page, token.map, action.file);
        problems.add(
          page.file,
          'path-outside',
          range,
          `"${action.file}" leaves the learner's folder.`,
        );
      }
    }
    for (const inner of token.children ?? []) {
      const href = inner.type === 'link_open' ? decoded(String(inner.attrGet('href') ?? '')) : '';
      if (!href.startsWith('lab:')) continue;
      const fault = faultOf(linkAction(href), targets);
      if (fault === undefined) continue;
      const range = find(page, token.map, href);
      if (typeof fault === 'string') problems.add(page.file, 'link-broken', range, fault);
      else problems.addUnknown(page.file, 'link-broken', range, fault.message, fault);
    }
  }
}

/** What is wrong with a link: a sentence, or one about a word that is not known. */
function faultOf(
  action: NewAction | undefined,
  targets: LinkTargets,
): string | { message: string; written: string; known: Iterable<string> } | undefined {
  switch (action?.kind) {
    case 'open':
      return targets.files.has(action.file)
        ? undefined
        : unknown('The learner has no file', action.file, targets.files, ' here');
    case 'step':
      return targets.steps.includes(action.step)
        ? undefined
        : unknown('There is no step', action.step, targets.steps);
    case 'check':
      return action.check === undefined || targets.checks.includes(action.check)
        ? undefined
        : unknown('This step has no check', action.check, targets.checks);
    case 'reveal':
    case 'forward':
      return undefined;
    default:
      return 'A lab: link is lab:open?file=…&path=…, lab:step?id=…, lab:check?id=…, lab:reveal?kind=…&name=… or lab:forward?service=…&port=….';
  }
}

function unknown(what: string, written: string, known: Iterable<string>, where = '') {
  return { message: `${what} "${written}"${where}.`, written, known };
}

function decoded(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

/** The place of a text within the lines of a block; the block's first line when it is not there. */
function find(page: Page, lines: readonly [number, number] | null, wanted: string): OffsetRange {
  const starts = lineStarts(page.body);
  const from = starts[lines?.[0] ?? 0] ?? 0;
  const to = starts[lines?.[1] ?? starts.length] ?? page.body.length;
  const at = page.body.slice(from, to).indexOf(wanted);
  if (at >= 0) {
    const start = page.bodyStart + from + at;
    return [start, start + wanted.length];
  }
  const lineEnd = page.body.indexOf('\n', from);
  return [page.bodyStart + from, page.bodyStart + (lineEnd === -1 ? page.body.length : lineEnd)];
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
