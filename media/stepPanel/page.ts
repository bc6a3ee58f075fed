import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { AboutLab, StepView } from '../../src/shared/stepPanel.ts';
import { checks } from './checks.ts';
import { h, html } from './dom.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';
import { help } from './help.ts';
import { icon } from './icons.ts';
import { fill, section } from './intents.ts';
import { note } from './note.ts';
import { notices } from './notices.ts';
import { quiz } from './quiz.ts';

/** The whole page for one snapshot of the host's state. */
export function page(view: StepView, labels: PanelLabels): HTMLElement {
  const body = html('div', 'prose', view.bodyHtml);
  body.dataset['key'] = 'body';
  return h(
    'div',
    { class: 'page' },
    h(
      'main',
      { class: 'content', 'aria-labelledby': 'title' },
      header(view, labels),
      notices(view.notices),
      view.about !== undefined && about(view.about, labels),
      view.goal !== '' && goal(view.goal, labels),
      body,
      quiz(view, labels),
      checks(view, labels),
      view.debriefHtml !== undefined && debrief(view.debriefHtml, labels),
      view.note !== undefined && view.current >= 0 && note(view.note, labels),
      help(view, labels),
    ),
    footer(view, labels),
  );
}

function about({ summary, difficulty, minutes, objectives }: AboutLab, labels: PanelLabels) {
  return h(
    'div',
    { class: 'about', 'data-key': 'about' },
    h('p', { class: 'lead' }, summary),
    h(
      'p',
      { class: 'about-facts' },
      h('span', { class: 'badge' }, difficulty),
      h('span', { class: 'badge' }, fill(labels.minutes, minutes)),
    ),
    objectives.length > 0 &&
      h(
        'div',
        { class: 'objectives' },
        h('h2', { class: 'section-heading' }, labels.objectives),
        h('ul', {}, ...objectives.map((objective) => h('li', {}, objective))),
      ),
  );
}

function goal(text: string, labels: PanelLabels): HTMLElement {
  return h(
    'div',
    { class: 'goal', 'data-key': 'goal' },
    icon('goal'),
    h('p', {}, h('strong', {}, labels.goal), ' ', text),
  );
}

function debrief(content: string, labels: PanelLabels): HTMLElement {
  return section('debrief', labels.debrief, html('div', 'prose', content));
}
