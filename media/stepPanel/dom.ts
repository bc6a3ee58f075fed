export type Child = Node | string | undefined | false;

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an element. `true` sets an empty attribute; `false` and `undefined` set none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child);
  return element;
}

/**
 * A box with HTML that the host rendered. The page's policy keeps scripts and styles in it from
 * doing anything, should one ever get there.
 */
export function html(tag: 'div' | 'span', className: string, content: string): HTMLElement {
  const element = h(tag, { class: className });
  element.innerHTML = content;
  return element;
}
