import { matchesPattern } from '../patterns.ts';
import type { QuizAnswer } from '../run/model.ts';
import type { QuizItem } from './model.ts';

/** Longest typed answer that is looked at. */
const MAX_ANSWER_CHARS = 1_024;

/** Whether the learner's answer is right; an item that was not answered is not. */
export function isAnsweredRight(item: QuizItem, answer: QuizAnswer | undefined): boolean {
  if (answer === undefined) return false;
  if (typeof answer !== 'string') return isRightList(item, answer);
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

function isRightList(item: QuizItem, answer: readonly number[]): boolean {
  if (item.type === 'order') {
    return answer.length === item.options.length && answer.every((at, index) => at === index);
  }
  return 'options' in item && isRightChoice(item.options, answer);
}

/** Whether the question is done with: a guess has only to be made. */
export function isSettled(item: QuizItem, answer: QuizAnswer | undefined): boolean {
  return item.isPrediction ? answer !== undefined : isAnsweredRight(item, answer);
}

/**
 * The order in which an `order` question is shown: the same every time, and never the right one.
 * @returns indexes into the question's options
 */
export function shownOrder({ id, options }: { id: string; options: readonly unknown[] }): number[] {
  const seed = Array.from(id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const weight = (index: number): number => ((index + 1) * 2654435761 + seed * 40503) % 9973;
  const order = options.map((_, index) => index).toSorted((a, b) => weight(a) - weight(b));
  return order.every((at, index) => at === index) ? order.toReversed() : order;
}

function isRightChoice(
  options: readonly { readonly right: boolean }[],
  chosen: readonly number[],
): boolean {
  return options.every(({ right }, index) => right === chosen.includes(index));
}
