import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { PanelIntent } from '../../src/shared/stepPanel.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

/** The learner's own words about the step, folded away until somebody wants them. */
export function note(text: string, labels: PanelLabels): HTMLElement {
  const field = h('textarea', {
    class: 'note-text',
    id: 'note',
    rows: '3',
    maxlength: '4000',
    placeholder: labels.noteHint,
    'aria-label': labels.note,
    'data-note': text,
  });
  field.value = text;
  return h(
    'details',
    { class: 'note', 'data-key': 'note', open: text !== '' },
    h('summary', {}, icon('note'), labels.note),
    field,
  );
}

/** What to keep of a note that was left; undefined when nothing of it has changed. */
export function noteIntent(target: EventTarget | null): PanelIntent | undefined {
  if (!(target instanceof HTMLTextAreaElement) || target.id !== 'note') return undefined;
  return target.value === target.dataset['note'] ? undefined : { type: 'note', text: target.value };
}
