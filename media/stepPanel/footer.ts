import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { StepView } from '../../src/shared/stepPanel.ts';
import { h } from './dom.ts';
import { icon, type IconName } from './icons.ts';
import { button } from './intents.ts';

/** Always in sight: the way back, the step's main action, the way on; and where the reader is. */
export function footer(view: StepView, labels: PanelLabels): HTMLElement {
  return h(
    'footer',
    { class: 'footer', 'data-key': 'footer' },
    place(view, labels),
    h(
      'div',
      { class: 'footer-buttons' },
      button({ type: 'previous' }, 'secondary', labels.previous, {
        icon: 'previous',
        isDisabled: !view.hasPrevious,
      }),
      h('div', { class: 'footer-main' }, mainButton(view, labels)),
      button({ type: 'next' }, isReadyToGoOn(view) ? 'primary' : 'secondary', labels.next, {
        iconAfter: 'next',
        isDisabled: !view.hasNext,
      }),
    ),
  );
}

function isReadyToGoOn({ steps, current, hasNext, run }: StepView): boolean {
  if (current < 0) return run === 'open' || run === 'finished';
  const state = steps[current]?.state;
  return hasNext && (state === 'passed' || state === 'skipped' || state === 'needs-containers');
}

function mainButton(view: StepView, labels: PanelLabels): HTMLElement | undefined {
  if (view.run === 'busy') {
    return h(
      'span',
      { class: 'busy', 'data-key': 'busy', role: 'status' },
      icon('running'),
      h('span', {}, view.busy ?? ''),
    );
  }
  if (view.run === 'none') {
    return button({ type: 'start' }, 'primary', labels.startLab, {
      icon: 'play',
      isDisabled: !view.canStart,
    });
  }
  if (view.checks.length === 0) return undefined;
  const look = isReadyToGoOn(view) ? 'secondary' : 'primary';
  return button({ type: 'check' }, look, view.isChecking ? labels.checking : labels.check, {
    icon: view.isChecking ? 'running' : 'pass',
    isDisabled: !view.canCheck,
  });
}

function place({ place: { context, namespace, folder }, run }: StepView, labels: PanelLabels) {
  if (namespace === '') return undefined;
  return h(
    'div',
    { class: 'place', 'aria-label': labels.place, role: 'group' },
    fact('cluster', labels.cluster, context, labels.copy),
    fact('namespace', labels.namespace, namespace, labels.copy),
    h(
      'div',
      { class: 'place-buttons' },
      button({ type: 'openFolder' }, 'link', labels.folder, {
        icon: 'folder',
        title: `${labels.folder}: ${folder}`,
      }),
      button({ type: 'openTerminal' }, 'link', labels.terminal, { icon: 'terminal' }),
      run !== 'busy' && button({ type: 'cleanUp' }, 'link', labels.cleanUp, { icon: 'cleanUp' }),
    ),
  );
}

function fact(name: IconName, label: string, value: string, copyLabel: string): HTMLElement {
  return h(
    'span',
    { class: 'fact', title: `${label}: ${value}` },
    icon(name),
    h('span', { class: 'visually-hidden' }, `${label}: `),
    h('span', { class: 'fact-value' }, value),
    button({ type: 'copy', text: value }, 'quiet', '', { icon: 'copy', title: copyLabel }),
  );
}
