import * as vscode from 'vscode';
import { isAnsweredRight } from '../../core/lab/quiz.ts';
import type { QuizAnswer } from '../../core/run/model.ts';
import type { LabCommand } from './command.ts';

/** Records an answer: the question's id, then option indexes or text. */
export const answerQuiz: LabCommand = {
  id: 'k8sLabs.answerQuiz',
  needsTrust: true,
  async run({ services, session }, quiz, answer) {
    const { lab, run, step } = session.requireRun();
    const item = step.quiz.find(({ id }) => id === quiz);
    if (item === undefined || !isAnswer(answer)) return;
    await services.runs.answer(lab, run.id, item.id, answer);
    const isRight = isAnsweredRight(item, answer);
    session.announce(isRight ? vscode.l10n.t('Right.') : vscode.l10n.t('Not right yet.'));
    await session.reloadRuns();
  },
};

function isAnswer(value: unknown): value is QuizAnswer {
  return typeof value === 'string' || (Array.isArray(value) && value.every(Number.isInteger));
}
