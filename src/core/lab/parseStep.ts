import type { Check } from '../checks/check.ts';
import { kubectlArguments } from '../run/kubectlLine.ts';
import { child, items, nodeAt, scalar, textAt } from '../yaml/access.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { rangeOf, readFields } from './fields.ts';
import { isAnsweredRight } from './quiz.ts';
import type { Hint, QuizItem, Solution, SolutionAction, Step } from './model.ts';
import { FIRST_LINE, type Page } from './page.ts';
import { type CheckContext, parseCheck } from './parseCheck.ts';
import { parsePlainPath } from './plainPath.ts';
import {
  labSchema,
  type QuizFields,
  type SolutionFields,
  type StepFields,
  stepSchema,
} from './schema.ts';

/** What a step is read with besides its page. `file` is the page's. */
export type StepContext = Omit<CheckContext, 'file'> & {
  /** True for a lab whose `lab.md` is its only step. */
  readonly isWholeLab: boolean;
  /** The gate of steps that say nothing about it. */
  readonly gate: Step['gate'];
};

/** Reads a step; undefined when its front-matter is of no use. Everything wrong was reported. */
export async function parseStep(page: Page, context: StepContext): Promise<Step | undefined> {
  const { file, root, body, bodyStart } = page;
  const { folder, isWholeLab } = context;
  if (root === undefined) return undefined;
  const fields = readFields({ file, node: root, problems: folder.problems }, stepSchema, {
    alsoKnown: isWholeLab ? Object.keys(labSchema.shape) : [],
    unknown: 'warning',
  });
  const checks = parseChecks(page, root, context);
  if (fields === undefined) return undefined;

  for (const [index, { from, to }] of (fields.files ?? []).entries()) {
    await folder.require(file, rangeOf(root, ['files', index, 'from']), from);
    folder.requireInside(file, rangeOf(root, ['files', index, 'to']), to);
  }
  for (const name of ['mutants', 'alternatives'] as const) {
    for (const [index, path] of (fields[name] ?? []).entries()) {
      await folder.require(file, rangeOf(root, [name, index]), path, 'folder');
    }
  }
  const declared = items(child(root, 'checks'));
  const checkIds = declared.flatMap((check) => textAt(check, 'id') ?? []);
  requireKnownChecks(page, root, checkIds, context);
  requireAnswers(page, root, fields, context);
  const isChecked = declared.some((check) => scalar(child(check, 'required'))?.value !== false);
  if (!isChecked && (fields.quiz ?? []).length === 0) {
    const message =
      'This step has no required check and no question, so nothing shows that it was done.';
    folder.problems.add(file, 'step-unchecked', FIRST_LINE, message);
  }
  return {
    id: fields.id ?? stepIdOf(file),
    title: fields.title,
    goal: fields.goal,
    minutes: fields.minutes,
    optional: fields.optional ?? false,
    gate: fields.gate ?? context.gate,
    level: fields.requires?.level ?? 'api',
    files: fields.files ?? [],
    checks,
    hints: (fields.hints ?? []).map(({ text, when, after }): Hint => ({
      text,
      when,
      after: after ?? 0,
    })),
    quiz: (fields.quiz ?? []).map(quizItem),
    solution: fields.solution && (await parseSolution(page, root, fields.solution, context)),
    mutants: fields.mutants ?? [],
    alternatives: fields.alternatives ?? [],
    waives: fields.waives ?? {},
    debrief: fields.debrief,
    body,
    file,
    bodyStart,
  };
}

/** `steps/20-fix-it.md` is the step `fix-it`. */
function stepIdOf(file: string): string {
  return file
    .slice(file.lastIndexOf('/') + 1)
    .replace(/\.md$/, '')
    .replace(/^\d+-/, '');
}

function parseChecks(page: Page, root: YamlNode, context: StepContext): Check[] {
  const { problems } = context.folder;
  const seen = new Set<string>();
  return items(child(root, 'checks')).flatMap((node, index) => {
    const id = textAt(node, 'id');
    if (id !== undefined && seen.has(id)) {
      const message = `Another check of this step is called "${id}" already.`;
      problems.add(page.file, 'id-duplicate', rangeOf(node, ['id']), message);
    }
    if (id !== undefined) seen.add(id);
    return parseCheck(node, ['checks', index], { ...context, file: page.file }) ?? [];
  });
}

/** `needs` and `when` name checks of the same step. */
function requireKnownChecks(
  { file }: Page,
  root: YamlNode,
  ids: readonly string[],
  { folder }: StepContext,
): void {
  const requireKnown = (node: YamlNode, id: string): void => {
    if (ids.includes(id)) return;
    const message = `This step has no check "${id}".`;
    const unknown = { written: id, known: ids };
    folder.problems.addUnknown(file, 'reference-unknown', node.range, message, unknown);
  };
  for (const check of items(child(root, 'checks'))) {
    for (const need of items(child(check, 'needs'))) {
      requireKnown(need, scalar(need)?.text ?? '');
    }
  }
  for (const hint of items(child(root, 'hints'))) {
    const when = scalar(child(hint, 'when'));
    if (when === undefined) continue;
    const [, id, state] = /^(.*)\.(\w+)$/.exec(when.text) ?? [];
    if (id !== undefined && (state === 'fail' || state === 'unable')) requireKnown(when, id);
    else {
      const message = '"when" names a check and what it found, as in "reaches.fail".';
      folder.problems.add(file, 'reference-unknown', when.range, message);
    }
  }
}

function requireAnswers(
  { file }: Page,
  root: YamlNode,
  fields: StepFields,
  { folder }: StepContext,
): void {
  const ids = new Set<string>();
  for (const [index, item] of (fields.quiz ?? []).entries()) {
    const at = rangeOf(root, ['quiz', index, 'id']);
    if (ids.has(item.id)) {
      const message = `Another question of this step is called "${item.id}" already.`;
      folder.problems.add(file, 'id-duplicate', at, message);
    }
    ids.add(item.id);
    if (item.type === 'text' && !isAnsweredRight(quizItem(item), item.example)) {
      const place = rangeOf(root, ['quiz', index, 'example']);
      const message = `The example "${item.example}" is none of the accepted answers.`;
      folder.problems.add(file, 'quiz-invalid', place, message);
    }
    if (item.type !== 'one' && item.type !== 'many') continue;
    const right = item.options.filter((option) => option.right).length;
    const isAnswerable = item.type === 'one' ? right === 1 : right > 0;
    if (isAnswerable) continue;
    const wanted = item.type === 'one' ? 'exactly one right option' : 'at least one right option';
    folder.problems.add(file, 'quiz-invalid', at, `The question "${item.id}" needs ${wanted}.`);
  }
}

function quizItem(item: QuizFields): QuizItem {
  const { id, ask, why, predict = false } = item;
  const base = { id, ask, why, isPrediction: predict };
  switch (item.type) {
    case 'text':
      return { ...base, type: item.type, accept: item.accept, example: item.example };
    case 'number':
      return { ...base, type: item.type, answer: item.answer };
    case 'order': {
      const options = item.options.map((option) => ({ ...option, right: true, why: option.why }));
      return { ...base, type: item.type, options };
    }
    default: {
      const options = item.options.map((option) => ({ ...option, why: option.why }));
      return { ...base, type: item.type, options };
    }
  }
}

async function parseSolution(
  { file }: Page,
  root: YamlNode,
  fields: SolutionFields,
  { folder }: StepContext,
): Promise<Solution> {
  const place = (...path: (string | number)[]) => rangeOf(root, ['solution', ...path]);
  const actions: SolutionAction[] = [];
  for (const [index, write] of [fields.write ?? []].flat().entries()) {
    const at = Array.isArray(fields.write) ? ['write', index] : ['write'];
    await folder.require(file, place(...at, 'from'), write.from);
    folder.requireInside(file, place(...at, 'to'), write.to);
    actions.push({ write });
  }
  const applied = typeof fields.apply === 'string' ? [fields.apply] : (fields.apply ?? []);
  for (const [index, apply] of applied.entries()) {
    const at = typeof fields.apply === 'string' ? place('apply') : place('apply', index);
    await folder.require(file, at, apply);
    actions.push({ apply });
  }
  if (fields.patch !== undefined) {
    folder.requireInside(file, place('patch', 'file'), fields.patch.file);
    if (parsePlainPath(fields.patch.path) === undefined) {
      const message = `"${fields.patch.path}" is no path to one value.`;
      folder.problems.add(file, 'field-invalid', place('patch', 'path'), message);
    }
    actions.push({ patch: fields.patch });
  }
  for (const [index, run] of (fields.run ?? []).entries()) {
    try {
      kubectlArguments(run);
    } catch {
      const message = 'A solution runs plain kubectl lines: one program, no pipes, no variables.';
      folder.problems.add(file, 'command-not-plain', place('run', index), message);
    }
    actions.push({ run });
  }
  if (actions.length === 0) {
    const message = 'A solution needs one of apply, patch, run, write.';
    folder.problems.add(file, 'field-missing', place('explain'), message);
  }
  return { actions, explain: fields.explain };
}

/** Where a step's own id stands, for a problem about it. */
export function stepIdRange({ root }: Page) {
  return nodeAt(root, ['id'])?.range ?? FIRST_LINE;
}
