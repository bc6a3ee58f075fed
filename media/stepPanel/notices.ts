import type { Notice } from '../../src/shared/stepPanel.ts';
import { h } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import { button } from './intents.ts';

const ICONS: Readonly<Record<Notice['kind'], IconName>> = {
  info: 'info',
  warning: 'unable',
  error: 'fail',
  success: 'pass',
};

/** Banners above the text: what is the matter and what can be done about it. */
export function notices(list: readonly Notice[]): HTMLElement {
  return h(
    'div',
    { class: 'notices', 'data-key': 'notices' },
    ...list.map(({ kind, text, buttons }) =>
      h(
        'div',
        { class: `notice notice-${kind}`, role: 'note' },
        icon(ICONS[kind]),
        h(
          'div',
          { class: 'notice-body' },
          h('p', {}, text),
          buttons.length > 0 &&
            h(
              'div',
              { class: 'button-row' },
              ...buttons.map(({ label, intent }) => button(intent, 'secondary', label)),
            ),
        ),
      ),
    ),
  );
}
