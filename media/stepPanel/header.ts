import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { StepLink, StepView } from '../../src/shared/stepPanel.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { button, fill } from './intents.ts';

/** Where the reader is: the lab, its steps as a bar, and the step's own title. */
export function header(view: StepView, labels: PanelLabels): HTMLElement {
  const position =
    view.current < 0
      ? labels.introduction
      : fill(labels.stepOf, view.current + 1, view.steps.length);
  return h(
    'header',
    { class: 'header', 'data-key': 'header' },
    h(
      'div',
      { class: 'header-lab' },
      // The introduction carries the lab's name as its own title.
      view.current >= 0 &&
        button({ type: 'goTo', step: '' }, 'link', view.labTitle, { title: labels.introduction }),
      h('span', { class: 'header-position' }, position),
    ),
    stepBar(view, labels),
    h(
      'div',
      { class: 'title-row' },
      h('h1', { class: 'title', id: 'title', tabindex: '-1' }, view.title),
      view.minutes !== undefined &&
        h('span', { class: 'minutes' }, icon('clock'), fill(labels.minutes, view.minutes)),
    ),
  );
}

function stepBar(view: StepView, labels: PanelLabels): HTMLElement {
  const segments = view.steps.map((step, index) =>
    h('li', { 'data-key': step.id }, segment(step, index, index === view.current, labels)),
  );
  return h('nav', { 'aria-label': labels.steps }, h('ol', { class: 'step-bar' }, ...segments));
}

function segment(
  step: StepLink,
  index: number,
  isCurrent: boolean,
  labels: PanelLabels,
): HTMLElement {
  const text = `${index + 1}. ${step.title}, ${labels.states[step.state]}`;
  return h('button', {
    type: 'button',
    class: `segment segment-${step.state}`,
    'data-intent': JSON.stringify({ type: 'goTo', step: step.id }),
    'aria-label': text,
    'aria-current': isCurrent ? 'step' : undefined,
    title: text,
  });
}
