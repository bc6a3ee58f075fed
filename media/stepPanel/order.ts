import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { QuizView } from '../../src/shared/stepPanel.ts';
import { h, html } from './dom.ts';
import { icon } from './icons.ts';

/** Orders that were begun and not sent, by question: an update of the page keeps them. */
const begun = new Map<string, readonly number[]>();

/** A list whose items are moved by buttons, which mouse and keyboard both reach. */
export function orderList(item: QuizView, labels: PanelLabels): HTMLElement {
  const shown = item.options.map(({ value }) => value);
  if (item.state === 'right') begun.delete(item.id);
  const order = begun.get(item.id) ?? shown;
  return h(
    'ol',
    { class: 'quiz-order', 'data-order': item.id },
    ...order.flatMap((value) => {
      const option = item.options.find((each) => each.value === value);
      if (option === undefined) return [];
      return h(
        'li',
        { 'data-key': String(value), 'data-value': String(value), class: 'quiz-order-item' },
        h('span', { class: 'quiz-order-buttons' }, mover('up', labels), mover('down', labels)),
        html('span', 'quiz-text', option.html),
      );
    }),
  );
}

function mover(way: 'up' | 'down', labels: PanelLabels): HTMLElement {
  const label = way === 'up' ? labels.moveUp : labels.moveDown;
  return h(
    'button',
    {
      type: 'button',
      class: 'button button-quiet',
      'data-move': way,
      title: label,
      'aria-label': label,
    },
    icon(way),
  );
}

/** The order in which the items stand now: what the answer says. */
export function orderOf(list: Element): number[] {
  return [...list.querySelectorAll<HTMLElement>('[data-value]')].map(({ dataset }) =>
    Number(dataset['value']),
  );
}

/** Moves an item when one of its buttons was clicked. @returns whether it was one */
export function moveItem(target: EventTarget | null): boolean {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-move]') : null;
  const item = button?.closest('.quiz-order-item');
  const list = item?.closest<HTMLElement>('.quiz-order');
  if (button === null || item === undefined || item === null || list === null || list === undefined)
    return false;
  const isUp = button.dataset['move'] === 'up';
  const other = isUp ? item.previousElementSibling : item.nextElementSibling;
  if (other === null) return true;
  list.insertBefore(item, isUp ? other : other.nextSibling);
  begun.set(list.dataset['order'] ?? '', orderOf(list));
  // Moving it took the focus away from the button.
  button.focus();
  return true;
}
