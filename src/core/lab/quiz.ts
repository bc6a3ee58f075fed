import { matchesPattern } from '../patterns.ts';
import type { QuizAnswer } from '../run/model.ts';
import type { QuizItem } from './model.ts';

/** Longest typed answer that is looked at. */
const MAX_ANSWER_CHARS = 1_024;

/** Whether the learner's answer is right; an item that was not answered is not. */
export function isAnsweredRight(item: QuizItem, answer: QuizAnswer | undefined): boolean {
  if (answer === undefined) return false;
  if (typeof answer !== 'string') return 'options' in item && isRightChoice(item.options, answer);
  const text = answer.trim().slice(0, MAX_ANSWER_CHARS);
  switch (item.type) {
    case 'number':
      return text !== '' && Number(text.replace(',', '.')) === item.answer;
    case 'text':
      return item.accept.some((pattern) => matchesPattern(`^(?:${pattern})$`, text));
    default:
      return false;
  }
}

function isRightChoice(
  options: readonly { readonly right: boolean }[],
  chosen: readonly number[],
): boolean {
  return options.every(({ right }, index) => right === chosen.includes(index));
}
