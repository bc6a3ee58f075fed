import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { CheckView, StepView } from '../../src/shared/stepPanel.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { button, fill, section } from './intents.ts';

type MismatchView = CheckView['mismatches'][number];

/** The step's checks with what each found, or undefined for a step without any. */
export function checks(view: StepView, labels: PanelLabels): HTMLElement | undefined {
  if (view.checks.length === 0) return undefined;
  const passed = view.checks.filter(({ state }) => state === 'pass').length;
  const count = fill(labels.checksPassed, passed, view.checks.length);
  return section(
    'checks',
    h('span', {}, labels.checks, ' ', h('span', { class: 'section-count' }, count)),
    h('ul', { class: 'checks' }, ...view.checks.map((check) => checkRow(check, labels))),
  );
}

function checkRow(check: CheckView, labels: PanelLabels): HTMLElement {
  const notes = [
    check.isGuard ? labels.guard : undefined,
    check.isRequired ? undefined : labels.optional,
  ].filter((note) => note !== undefined);
  return h(
    'li',
    { class: `check check-${check.state}`, 'data-key': check.id },
    icon(check.state),
    h(
      'div',
      { class: 'check-body' },
      h(
        'div',
        { class: 'check-title' },
        h('span', {}, check.title),
        h('span', { class: 'check-state' }, labels.states[check.state]),
        ...notes.map((note) => h('span', { class: 'badge' }, note)),
      ),
      check.message !== undefined && h('p', { class: 'check-message' }, check.message),
      ...check.mismatches.map((found, index) => mismatch(check.id, found, index, labels)),
      check.confirm !== undefined && confirmation(check.id, check.confirm, labels),
      check.remedy !== undefined && h('p', { class: 'check-message' }, check.remedy),
      evidence(check, labels),
    ),
  );
}

/** What only the learner can tell: the question with its two answers. */
function confirmation(
  id: string,
  { ask, said }: NonNullable<CheckView['confirm']>,
  labels: PanelLabels,
): HTMLElement {
  const answer = (isSo: boolean, label: string): HTMLElement =>
    button({ type: 'confirm', check: id, isSo }, said === isSo ? 'primary' : 'secondary', label);
  return h(
    'div',
    { class: 'confirmation', role: 'group', 'aria-label': ask },
    h('p', { class: 'check-message' }, ask),
    h('div', { class: 'button-row' }, answer(true, labels.yes), answer(false, labels.no)),
  );
}

function mismatch(
  check: string,
  found: MismatchView,
  index: number,
  labels: PanelLabels,
): HTMLElement {
  const subject = [found.object, found.path].filter(Boolean).join(' · ');
  return h(
    'div',
    { class: 'mismatch' },
    subject !== '' && h('div', { class: 'mismatch-subject' }, subject),
    h(
      'dl',
      { class: 'mismatch-pair' },
      h('dt', {}, labels.expected),
      h('dd', { class: 'value value-expected' }, found.expected),
      h('dt', {}, labels.found),
      h('dd', { class: 'value value-found' }, found.found),
    ),
    found.place !== undefined &&
      button({ type: 'openPlace', check, mismatch: index }, 'link', found.place, {
        icon: 'file',
        title: fill(labels.openPlace, found.place),
      }),
  );
}

/** What made the check pass, folded away: it teaches, but nobody has to read it. */
function evidence(check: CheckView, labels: PanelLabels): HTMLElement | undefined {
  if (check.evidence.length === 0) return undefined;
  return h(
    'details',
    { class: 'evidence' },
    h('summary', {}, labels.evidence),
    h(
      'dl',
      {},
      ...check.evidence.flatMap(({ label, value }) => [
        h('dt', {}, label),
        h('dd', { class: 'value' }, value),
      ]),
    ),
  );
}
