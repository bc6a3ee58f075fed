import type { QuizItem } from '../../core/lab/model.ts';
import { isAnsweredRight } from '../../core/lab/quiz.ts';
import type { QuizAnswer } from '../../core/run/model.ts';
import type { QuizView } from '../../shared/stepPanel.ts';

/** Questions with the learner's answers. Why an option is right or wrong is told once it is chosen. */
export function quizViews(
  items: readonly QuizItem[],
  answers: Readonly<Record<string, QuizAnswer>>,
  markdown: (text: string) => string,
): QuizView[] {
  return items.map((item) => {
    const answer = answers[item.id];
    const isRight = isAnsweredRight(item, answer);
    const isText = item.type === 'text' || item.type === 'number';
    return {
      id: item.id,
      type: item.type,
      askHtml: markdown(item.ask),
      options: isText
        ? []
        : item.options.map((option, index) => {
            const isChosen = Array.isArray(answer) && answer.includes(index);
            const why =
              isChosen && option.why !== undefined ? { whyHtml: markdown(option.why) } : {};
            return { html: markdown(option.text), isChosen, ...why };
          }),
      text: typeof answer === 'string' ? answer : '',
      state: answer === undefined ? 'open' : isRight ? 'right' : 'wrong',
      ...(isRight && item.why !== undefined ? { whyHtml: markdown(item.why) } : {}),
    };
  });
}
