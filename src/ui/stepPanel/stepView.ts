import * as vscode from 'vscode';
import type { Check } from '../../core/checks/check.ts';
import { isUsable, type Step } from '../../core/lab/model.ts';
import { offeredHints } from '../../core/lab/hints.ts';
import { interpolate } from '../../core/lab/variables.ts';
import { variablesOf } from '../../core/run/round.ts';
import { progressOf } from '../../core/run/transitions.ts';
import type { AboutLab, StepView } from '../../shared/stepPanel.ts';
import { difficultyWord } from '../labs/difficulty.ts';
import { resultsOf, stepState } from '../labs/labState.ts';
import type { OpenLab } from '../labs/labSession.ts';
import { whyNothingRuns } from '../trust.ts';
import { checkViews } from './checkViews.ts';
import { notices } from './notices.ts';
import { quizViews } from './quizViews.ts';
import { renderPage } from './renderPage.ts';
import { solutionLines } from './solutionLines.ts';

/**
 * What the panel shows of the session's state.
 * @param pictureUri the address under which the panel may load a picture of the lab
 */
export function stepView(open: OpenLab, pictureUri: (path: string) => vscode.Uri): StepView {
  const { lab, run, step, busy, live } = open;
  const mayRun = whyNothingRuns() === undefined;
  const isHere = run !== undefined && run.step === step?.id;
  return {
    labTitle: lab.title,
    ...(step === undefined ? { about: aboutLab(open) } : {}),
    run: runState(open),
    ...(busy === undefined ? {} : { busy }),
    canStart: mayRun && isUsable(lab),
    hasPrevious: step !== undefined,
    hasNext: step !== lab.steps.at(-1) && busy === undefined,
    steps: lab.steps.map((each) => ({
      id: each.id,
      title: each.title,
      state: stepState(each, run),
    })),
    current: step === undefined ? -1 : lab.steps.indexOf(step),
    title: step?.title ?? lab.title,
    goal: step?.goal ?? '',
    ...(step?.minutes === undefined ? {} : { minutes: step.minutes }),
    bodyHtml: renderPage(open, pictureUri).html,
    ...(step === undefined ? NO_STEP : stepParts(step, open)),
    isChecking: live !== undefined,
    canCheck: isHere && mayRun && live === undefined && !needsContainers(step, run),
    notices: notices(open),
    place: {
      context: run?.pin.context ?? '',
      namespace: run?.namespace ?? '',
      folder: run?.folder ?? '',
    },
    announcement: open.announcement,
  };
}

function needsContainers(step: Step | undefined, run: OpenLab['run']): boolean {
  return step !== undefined && stepState(step, run) === 'needs-containers';
}

function runState({ run, busy }: OpenLab): StepView['run'] {
  if (busy !== undefined) return 'busy';
  if (run === undefined) return 'none';
  return run.finishedAt === undefined ? 'open' : 'finished';
}

type StepParts = Pick<StepView, 'note' | 'checks' | 'quiz' | 'hints' | 'solution' | 'debriefHtml'>;

const NO_STEP: StepParts = {
  checks: [],
  quiz: [],
  hints: { shown: [], hasMore: false, hasLater: false },
  solution: { isAvailable: false, isShown: false, lines: [] },
};

function stepParts(step: Step, { run, live, engine }: OpenLab): StepParts {
  const values = run === undefined ? {} : variablesOf(run);
  const fill = (text: string): string => interpolate(text, values);
  const markdown = (text: string): string => engine.renderMarkdown(text, values);
  const results = resultsOf(step, run, live);
  const progress = run === undefined ? undefined : progressOf(run, step.id);
  const hints = progress === undefined ? undefined : offeredHints(step, progress);
  const isShown = progress?.isSolutionShown === true;
  const { solution, debrief } = step;
  const isPassed = progress?.state === 'passed';
  return {
    checks: checkViews(
      step.checks.map(filled(fill)),
      results,
      run?.step === step.id ? live : undefined,
      progress?.confirmed,
    ),
    quiz: quizViews(step.quiz, progress?.answers ?? {}, isPassed, markdown),
    ...(run === undefined ? {} : { note: progress?.note ?? '' }),
    hints: {
      shown: hints?.shown.map(({ text }) => markdown(text)) ?? [],
      hasMore: hints?.next !== undefined,
      hasLater: hints?.hasLater === true,
    },
    solution: {
      isAvailable: solution !== undefined && run !== undefined,
      isShown,
      ...(isShown && solution !== undefined ? { explainHtml: markdown(solution.explain) } : {}),
      lines: isShown && solution !== undefined ? solutionLines(solution, fill) : [],
    },
    ...(isPassed && debrief !== undefined ? { debriefHtml: markdown(debrief) } : {}),
  };
}

/** Titles may hold what an attempt has chosen. */
function filled(fill: (text: string) => string): (check: Check) => Check {
  return (check) => ({
    ...check,
    title: fill(check.title),
    passText: check.passText && fill(check.passText),
  });
}

function aboutLab({ lab }: OpenLab): AboutLab {
  const { summary, minutes, objectives } = lab;
  return { summary, minutes, objectives, difficulty: difficultyWord(lab) };
}
