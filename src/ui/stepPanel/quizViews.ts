import type { QuizItem } from '../../core/lab/model.ts';
import { isAnsweredRight, shownOrder } from '../../core/lab/quiz.ts';
import type { QuizAnswer } from '../../core/run/model.ts';
import type { QuizView } from '../../shared/stepPanel.ts';

/**
 * Questions with the learner's answers. Why an option is right or wrong is told once it is chosen;
 * a guess is only kept until the step is passed.
 */
export function quizViews(
  items: readonly QuizItem[],
  answers: Readonly<Record<string, QuizAnswer>>,
  isPassed: boolean,
  markdown: (text: string) => string,
): QuizView[] {
  return items.map((item) => {
    const answer = answers[item.id];
    const isKept = item.isPrediction === true && !isPassed;
    const isRight = !isKept && isAnsweredRight(item, answer);
    return {
      id: item.id,
      type: item.type,
      isPrediction: item.isPrediction === true,
      askHtml: markdown(item.ask),
      options: optionViews(item, answer, isKept, markdown),
      text: typeof answer === 'string' ? answer : '',
      state: stateOf(answer, isKept, isRight),
      ...(isRight && item.why !== undefined ? { whyHtml: markdown(item.why) } : {}),
    };
  });
}

function stateOf(
  answer: QuizAnswer | undefined,
  isKept: boolean,
  isRight: boolean,
): QuizView['state'] {
  if (answer === undefined) return 'open';
  if (isKept) return 'kept';
  return isRight ? 'right' : 'wrong';
}

function optionViews(
  item: QuizItem,
  answer: QuizAnswer | undefined,
  isKept: boolean,
  markdown: (text: string) => string,
): QuizView['options'] {
  if (!('options' in item)) return [];
  const chosen = Array.isArray(answer) ? (answer as readonly number[]) : [];
  const indexes = item.options.map((_, index) => index);
  const order = item.type !== 'order' ? indexes : chosen.length > 0 ? chosen : shownOrder(item);
  return order.flatMap((value) => {
    const option = item.options[value];
    if (option === undefined) return [];
    const isChosen = chosen.includes(value);
    const why = isChosen && !isKept ? option.why : undefined;
    const base = { value, html: markdown(option.text), isChosen };
    return why === undefined ? base : { ...base, whyHtml: markdown(why) };
  });
}
