import type { PanelLabels } from '../../src/shared/panelLabels.ts';
import type { PanelIntent, QuizView, StepView } from '../../src/shared/stepPanel.ts';
import { h, html } from './dom.ts';
import { icon } from './icons.ts';
import { section } from './intents.ts';
import { orderList, orderOf } from './order.ts';

/** The step's questions, or undefined for a step without any. */
export function quiz(view: StepView, labels: PanelLabels): HTMLElement | undefined {
  if (view.quiz.length === 0) return undefined;
  const canAnswer = view.run === 'open' || view.run === 'finished';
  const items = view.quiz.map((item) => question(item, canAnswer, labels));
  return section('quiz', labels.question, ...items);
}

function question(item: QuizView, canAnswer: boolean, labels: PanelLabels): HTMLElement {
  const isDone = item.state === 'right';
  const ask = html('div', 'quiz-ask', item.askHtml);
  if (item.isPrediction) ask.prepend(h('span', { class: 'badge' }, labels.guess));
  ask.id = `ask-${item.id}`;
  return h(
    'form',
    { class: `quiz quiz-${item.state}`, 'data-key': item.id, 'data-quiz': item.id },
    ask,
    h(
      'fieldset',
      { disabled: isDone || !canAnswer, 'aria-labelledby': ask.id },
      ...fields(item, labels),
      !isDone && h('button', { type: 'submit', class: 'button button-secondary' }, labels.answer),
    ),
    verdict(item, labels),
  );
}

function fields(item: QuizView, labels: PanelLabels): HTMLElement[] {
  if (item.type === 'order') return [orderList(item, labels)];
  return item.options.length > 0 ? options(item) : [textField(item, labels)];
}

function options(item: QuizView): HTMLElement[] {
  return item.options.map((option) => {
    const id = `${item.id}-${option.value}`;
    return h(
      'div',
      { class: 'quiz-option', 'data-key': id },
      h('input', {
        id,
        type: item.type === 'many' ? 'checkbox' : 'radio',
        name: item.id,
        value: String(option.value),
        checked: option.isChosen,
      }),
      h(
        'label',
        { for: id },
        html('span', 'quiz-text', option.html),
        option.whyHtml !== undefined && html('span', 'quiz-why', option.whyHtml),
      ),
    );
  });
}

function textField(item: QuizView, labels: PanelLabels): HTMLElement {
  return h('input', {
    class: 'quiz-input',
    type: 'text',
    name: item.id,
    value: item.text,
    inputmode: item.type === 'number' ? 'decimal' : undefined,
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: '200',
    'aria-label': labels.yourAnswer,
  });
}

function verdict(item: QuizView, labels: PanelLabels): HTMLElement | undefined {
  if (item.state === 'open') return undefined;
  if (item.state === 'kept') {
    return h('div', { class: 'quiz-verdict' }, icon('info'), h('span', {}, labels.guessKept));
  }
  const isRight = item.state === 'right';
  return h(
    'div',
    { class: 'quiz-verdict' },
    icon(isRight ? 'pass' : 'fail'),
    h('strong', {}, isRight ? labels.right : labels.wrong),
    item.whyHtml !== undefined && html('div', 'quiz-why', item.whyHtml),
  );
}

/** The answer in a submitted question, or undefined when nothing was chosen. */
export function answerOf(form: HTMLFormElement): PanelIntent | undefined {
  const id = form.dataset['quiz'];
  if (id === undefined) return undefined;
  const list = form.querySelector('.quiz-order');
  if (list !== null) return { type: 'answer', quiz: id, answer: orderOf(list) };
  const field = form.querySelector<HTMLInputElement>('.quiz-input');
  if (field !== null) {
    const text = field.value.trim();
    return text === '' ? undefined : { type: 'answer', quiz: id, answer: text };
  }
  const chosen = [...form.querySelectorAll<HTMLInputElement>('input:checked')];
  if (chosen.length === 0) return undefined;
  return { type: 'answer', quiz: id, answer: chosen.map(({ value }) => Number(value)) };
}
