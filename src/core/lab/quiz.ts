import { matchesPattern } from '../patterns.ts';
import type { QuizAnswer } from '../run/model.ts';
import type { QuizItem } from './model.ts';

/** Longest typed answer that is looked at. */
const MAX_ANSWER_CHARS = 1_024;

/** Whether the learner's answer is right; an item that was not answered is not. */
export function isAnsweredRight(item: QuizItem, answer: QuizAnswer | undefined): boolean {
  if (answer === undefined) return false;
  if (item.type === 'one' || item.type === 'many') {
    return typeof answer !== 'string' && isRightChoice(item.options, answer);
  }
  if (typeof answer !== 'string') return false;
  const text = answer.trim().slice(0, MAX_ANSWER_CHARS);
  if (item.type === 'number') return text !== '' && Number(text.replace(',', '.')) === item.answer;
  return item.accept.some((pattern) => matchesPattern(`^(?:${pattern})$`, text));
}

function isRightChoice(
  options: readonly { readonly right: boolean }[],
  chosen: readonly number[],
): boolean {
  return options.every(({ right }, index) => right === chosen.includes(index));
}
