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
    if (pictureUri === undefined || !isInsidePath(path) || /^\w+:/.test(path)) return alt;
    return `<img src="${md.utils.escapeHtml(pictureUri(path))}" alt="${alt}">`;
  };
  return md;
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
  const buttons =
    action === undefined
      ? ''
      : `<button type="button" data-action="${addAction(env, action)}">${BUTTONS[action.kind]}</button>`;
  return (
    `<div class="action action-${kind}"><div class="action-head">` +
    `<span class="action-label">${escapeHtml(labelOf(kind, action))}</span>` +
    `<span class="action-buttons">${buttons}</span></div>${pre}</div>\n`
  );
}

function labelOf(kind: NewAction['kind'] | 'output', action: NewAction | undefined): string {
  if (action?.kind === 'file') return action.file;
  if (kind === 'output') return 'Output';
  return kind === 'copy' ? 'Text' : 'Terminal';
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
