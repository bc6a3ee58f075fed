import type { PanelIntent } from '../../src/shared/stepPanel.ts';
import { h, type Child } from './dom.ts';
import { icon, type IconName } from './icons.ts';

/**
 * A button that sends an intent. The intent travels in an attribute, so one listener serves the
 * whole page and an update never has to replace a button that has the focus.
 */
export function button(
  intent: PanelIntent,
  look: 'primary' | 'secondary' | 'quiet' | 'link',
  label: string,
  options: { icon?: IconName; iconAfter?: IconName; isDisabled?: boolean; title?: string } = {},
): HTMLButtonElement {
  return h(
    'button',
    {
      type: 'button',
      class: `button button-${look}`,
      'data-intent': JSON.stringify(intent),
      'aria-disabled': options.isDisabled === true ? 'true' : undefined,
      title: options.title,
    },
    options.icon !== undefined && icon(options.icon),
    h('span', {}, label),
    options.iconAfter !== undefined && icon(options.iconAfter),
  );
}

/** The intent of a click, or undefined when it was on nothing that has one. */
export function intentOf(target: EventTarget | null): PanelIntent | undefined {
  const element = target instanceof Element ? target.closest('[data-intent], [data-action]') : null;
  if (!(element instanceof HTMLElement) || element.getAttribute('aria-disabled') === 'true') {
    return undefined;
  }
  const { intent, action } = element.dataset;
  if (action !== undefined) return { type: 'action', id: action };
  return intent === undefined ? undefined : (JSON.parse(intent) as PanelIntent);
}

/** Puts values into `{0}`, `{1}` of a label. */
export function fill(label: string, ...values: readonly (string | number)[]): string {
  return label.replaceAll(/\{(\d)\}/g, (whole, at: string) => String(values[Number(at)] ?? whole));
}

/** A section with a heading that names it for screen readers. */
export function section(id: string, heading: Child, ...children: readonly Child[]): HTMLElement {
  return h(
    'section',
    { class: `section section-${id}`, 'data-key': id, 'aria-labelledby': `heading-${id}` },
    h('h2', { class: 'section-heading', id: `heading-${id}` }, heading),
    ...children,
  );
}
