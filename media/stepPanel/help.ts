import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { StepView } from '../../src/shared/stepPanel.ts';
import { h, html } from './dom.ts';
import { icon } from './icons.ts';
import { button, section } from './intents.ts';

/** Hints taken so far, the solution once asked for, and the ways on for somebody who is stuck. */
export function help(view: StepView, labels: PanelLabels): HTMLElement | undefined {
  if (view.current < 0 || view.run === 'none' || view.run === 'busy') return undefined;
  const isDecided = view.steps[view.current]?.state === 'passed';
  const { hints, solution } = view;
  const canAsk = solution.isAvailable && !solution.isShown;
  return section(
    'help',
    isDecided ? labels.again : labels.stuck,
    hints.shown.length > 0 &&
      h(
        'ol',
        { class: 'hints' },
        ...hints.shown.map((hint) =>
          h('li', { class: 'hint' }, icon('hint'), html('div', 'hint-text', hint)),
        ),
      ),
    hints.hasLater && !isDecided && h('p', { class: 'later-hints' }, labels.laterHints),
    solution.isShown && solutionBox(view, labels),
    h(
      'div',
      { class: 'button-row' },
      hints.hasMore &&
        !isDecided &&
        button({ type: 'hint' }, 'quiet', labels.showHint, { icon: 'hint' }),
      canAsk &&
        button({ type: 'showSolution' }, 'quiet', labels.showSolution, { icon: 'solution' }),
      !isDecided && button({ type: 'skip' }, 'quiet', labels.skipStep, { icon: 'skip' }),
      button({ type: 'resetStep' }, 'quiet', labels.resetStep, { icon: 'reset' }),
    ),
  );
}

function solutionBox({ solution }: StepView, labels: PanelLabels): HTMLElement {
  return h(
    'div',
    { class: 'solution' },
    h('h3', {}, labels.solution),
    solution.explainHtml !== undefined && html('div', 'prose', solution.explainHtml),
    h(
      'ol',
      { class: 'solution-lines' },
      ...solution.lines.map((line, index) =>
        h(
          'li',
          {},
          h('code', {}, line.text),
          line.canCompare &&
            button({ type: 'compareSolution', line: index }, 'link', labels.compare),
        ),
      ),
    ),
    h(
      'div',
      { class: 'button-row' },
      button({ type: 'applySolution' }, 'secondary', labels.applySolution),
    ),
  );
}
