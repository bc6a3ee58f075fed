import createMarkdownIt, { type MarkdownIt } from 'markdown-it';
import container from 'markdown-it-container';
import { isInsidePath } from '../paths.ts';
import {
  fenceAction,
  type LabAction,
  linkAction,
  type NewAction,
  parseFenceInfo,
} from './actions.ts';
import { highlight } from './highlight.ts';

/** What one rendering gathers and needs; handed through the renderer's `env`. */
export type RenderEnv = {
  readonly actions: LabAction[];
  /** The address of a picture in the lab's folder; undefined: pictures are left out. */
  readonly pictureUri: ((path: string) => string) | undefined;
  /** What `:::only{name=value}` goes by; a name that is not known here shows its text. */
  readonly facts: Readonly<Record<string, string>>;
};

/** Asides: name and title. The solution is folded. */
const ADMONITIONS: Readonly<Record<string, string>> = {
  tip: 'Tip',
  warning: 'Mind this',
  solution: 'Solution',
};

const BUTTONS: Readonly<Record<NewAction['kind'], string>> = {
  run: 'Run',
  paste: 'Paste into terminal',
  copy: 'Copy',
  file: 'Write file',
  patch: 'Change file',
  apply: 'Apply',
  key: 'Press',
  reveal: 'Show',
  forward: 'Open port',
  open: 'Open',
  step: 'Go',
  check: 'Check',
};

/** Markdown as labs use it. HTML in it is text; links lead to actions of the lab or to https. */
export const markdown = createMarkdown();

function createMarkdown(): MarkdownIt {
  const md = createMarkdownIt({ html: false, linkify: false, typographer: false });
  md.validateLink = (href) =>
    /^(?:lab:|https:\/\/)/i.test(href.trim()) || isInsidePath(href.trim());
  for (const [name, title] of Object.entries(ADMONITIONS)) {
    md.use(container, name, {
      render: (tokens: readonly { nesting: number }[], index: number) =>
        admonition(name, title, tokens[index]?.nesting === 1),
    });
  }
  md.use(container, 'only', {
    validate: (parameters: string) => ONLY.test(parameters),
    render: () => '',
  });
  // Not before all blocks are known: a text that is left out may hold others.
  md.core.ruler.after('block', 'only', (state) => {
    state.tokens = meantFor(state.tokens, (state.env as Partial<RenderEnv>).facts ?? {});
  });
  md.renderer.rules['fence'] = (tokens, index, _options, env) => {
    const { info = '', content = '' } = tokens[index] ?? {};
    return fence(md, info, content, env as RenderEnv);
  };
  md.renderer.rules['link_open'] = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (token === undefined) return '';
    const href = String(token.attrGet('href') ?? '');
    token.attrs = linkAttributes(href, env as RenderEnv);
    return self.renderToken(tokens, index, options);
  };
  md.renderer.rules['image'] = (tokens, index, _options, env) => {
    const token = tokens[index];
    const path = decodePath(String(token?.attrGet('src') ?? ''));
    const alt = md.utils.escapeHtml(token?.content ?? '');
    const { pictureUri } = env as RenderEnv;
    const [file = '', theme = ''] = path.split('#');
    if (pictureUri === undefined || !isInsidePath(file) || /^\w+:/.test(file)) return alt;
    const only = theme === 'dark' || theme === 'light' ? ` class="only-${theme}"` : '';
    return `<img src="${md.utils.escapeHtml(pictureUri(file))}" alt="${alt}"${only}>`;
  };
  return md;
}

/** `only{os=windows}` */
const ONLY = /^\s*only\s*\{\s*([\w-]+)=([\w.-]+)\s*\}\s*$/;

interface BlockToken {
  readonly type: string;
  readonly info: string;
}

/** The blocks without those that are meant for others. */
function meantFor<T extends BlockToken>(
  tokens: readonly T[],
  facts: Readonly<Record<string, string>>,
): T[] {
  let hidden = 0;
  return tokens.filter(({ type, info }) => {
    if (type === 'container_only_open' && (hidden > 0 || !isMeant(info, facts))) hidden += 1;
    const isShown = hidden === 0;
    if (type === 'container_only_close' && hidden > 0) hidden -= 1;
    return isShown;
  });
}

function isMeant(info: string, facts: Readonly<Record<string, string>>): boolean {
  const [, name = '', value] = ONLY.exec(info) ?? [];
  return facts[name] === undefined || facts[name] === value;
}

/** A malformed or foreign link becomes an anchor that leads nowhere. */
function linkAttributes(href: string, env: RenderEnv): [string, string][] {
  if (/^https:\/\//i.test(href)) return [['href', href]];
  const action = linkAction(decodePath(href));
  if (action === undefined) return [];
  return [
    ['href', '#'],
    ['data-action', addAction(env, action)],
  ];
}

/** markdown-it percent-encodes addresses; lab links are read as they were written. */
function decodePath(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

function fence(md: MarkdownIt, info: string, content: string, env: RenderEnv): string {
  const parsed = parseFenceInfo(md.utils.unescapeAll(info));
  const { escapeHtml } = md.utils;
  const language = /^[\w-]+$/.test(parsed.language) ? parsed.language : 'text';
  const code = highlight(content, language) ?? escapeHtml(content);
  const pre = `<pre><code class="hljs language-${language}">${code}</code></pre>`;
  const action = fenceAction(parsed, content);
  if (action === undefined && !parsed.words.includes('output')) return `${pre}\n`;

  const kind = action?.kind ?? 'output';
  const main = action === undefined ? '' : addAction(env, action);
  const buttons =
    action === undefined
      ? ''
      : `${copyButton(env, action)}<button type="button" data-action="${main}">${BUTTONS[action.kind]}</button>`;
  return (
    `<div class="action action-${kind}"><div class="action-head">` +
    `<span class="action-label">${escapeHtml(labelOf(kind, action))}</span>` +
    `<span class="action-buttons">${buttons}</span></div>${pre}</div>\n`
  );
}

/** What runs or is written can also be taken along by hand. */
function copyButton(env: RenderEnv, action: NewAction): string {
  if (action.kind !== 'run' && action.kind !== 'paste' && action.kind !== 'file') return '';
  const id = addAction(env, { kind: 'copy', text: action.text });
  return `<button type="button" class="action-copy" data-action="${id}">${BUTTONS.copy}</button>`;
}

function labelOf(kind: NewAction['kind'] | 'output', action: NewAction | undefined): string {
  switch (action?.kind) {
    case 'file':
      return action.file;
    case 'patch':
      return `${action.file}: ${action.path}`;
    case 'apply':
      return 'Cluster';
    case 'key':
      return `Terminal: ${action.key}`;
    case 'copy':
      return 'Text';
    case 'run':
    case 'paste':
      return action.terminal === 1 ? 'Terminal' : `Terminal ${action.terminal}`;
    default:
      return kind === 'output' ? 'Output' : 'Terminal';
  }
}

function addAction(env: RenderEnv, action: NewAction): string {
  const id = `a${env.actions.length}`;
  env.actions.push({ ...action, id });
  return id;
}

function admonition(name: string, title: string, opens: boolean): string {
  if (name === 'solution') {
    return opens
      ? `<details class="admonition admonition-solution"><summary>${title}</summary>\n`
      : '</details>\n';
  }
  return opens
    ? `<div class="admonition admonition-${name}"><p class="admonition-title">${title}</p>\n`
    : '</div>\n';
}
