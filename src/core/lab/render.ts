import type { LabAction } from './actions.ts';
import { markdown, type RenderEnv } from './markdown.ts';
import { interpolate } from './variables.ts';

/**
 * The text of a step as HTML, with what its buttons and links do. An element that does something
 * carries `data-action` with the action's id; texts to run are never in the page's hands.
 *
 * Classes: `.action` (`.action-run|paste|copy|file|output`) with `.action-head`, `.action-label`,
 * `.action-buttons`; `code.hljs` with `hljs-*`; `.admonition` (`.admonition-tip|warning|solution`)
 * with `.admonition-title`.
 * @param pictureUri the address of a picture by its path in the lab's folder; without it pictures
 *   are replaced by their description
 */
export function renderStep(
  step: { readonly body: string },
  values: Readonly<Record<string, string>>,
  pictureUri?: (path: string) => string,
  facts: Readonly<Record<string, string>> = {},
): { html: string; actions: readonly LabAction[] } {
  const env: RenderEnv = { actions: [], pictureUri, facts: { ...values, ...facts } };
  return { html: markdown.render(interpolate(step.body, values), env), actions: env.actions };
}

/** A short text of a lab, such as a hint, as HTML. Its links lead only to the web. */
export function renderMarkdown(text: string, values: Readonly<Record<string, string>>): string {
  const env: RenderEnv = { actions: [], pictureUri: undefined, facts: values };
  return markdown.render(interpolate(text, values), env);
}
