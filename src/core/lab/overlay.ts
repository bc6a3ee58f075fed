import * as z from 'zod';
import { child, pairs } from '../yaml/access.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { readFields } from './fields.ts';
import type { LabFolder } from './labFolder.ts';
import type { Lab, QuizItem, Step } from './model.ts';

const text = z.string().trim().min(1);

/** Another language for what a lab says. It has no field for anything that a lab does. */
const stepTexts = z.strictObject({
  title: text.optional(),
  goal: text.optional(),
  body: text.optional(),
  debrief: text.optional(),
  explain: text.optional(),
  checks: z
    .record(
      z.string(),
      z.strictObject({ title: text.optional(), fail: text.optional(), pass: text.optional() }),
    )
    .optional(),
  /** In the order of the hints. */
  hints: z.array(text).optional(),
  quiz: z
    .record(
      z.string(),
      z.strictObject({
        ask: text.optional(),
        why: text.optional(),
        /** In the order of the options. */
        options: z
          .array(z.strictObject({ text: text.optional(), why: text.optional() }))
          .optional(),
      }),
    )
    .optional(),
});

const overlaySchema = z.object({
  title: text.optional(),
  summary: text.max(256).optional(),
  objectives: z.array(text).optional(),
  introduction: text.optional(),
  steps: z.record(z.string(), stepTexts).optional(),
});

type Overlay = z.infer<typeof overlaySchema>;
type StepTexts = z.infer<typeof stepTexts>;

/** `i18n/de.yaml` is for "de" and for "de-AT", unless there is an `i18n/de-at.yaml`. */
const FOLDER = 'i18n';

/** The lab in this language as far as it is translated; the whole of it stays what it does. */
export async function inLanguage(lab: Lab, folder: LabFolder, language: string): Promise<Lab> {
  const tag = language.toLowerCase();
  for (const name of new Set([tag, tag.split('-')[0] ?? tag])) {
    const file = `${FOLDER}/${name}.yaml`;
    const source = await folder.read(file);
    const fields = source === undefined ? undefined : readOverlay(file, source, folder);
    if (fields !== undefined) return overlaid(lab, fields);
  }
  return lab;
}

/** Reports what is wrong with the translations of a lab. */
export async function requireOverlays(lab: Lab, folder: LabFolder): Promise<void> {
  for (const name of await folder.list(FOLDER)) {
    if (!name.endsWith('.yaml')) continue;
    const file = `${FOLDER}/${name}`;
    const source = (await folder.read(file)) ?? '';
    if (readOverlay(file, source, folder) === undefined) continue;
    requireKnown(lab, file, parseYaml(source)[0]?.root, folder);
  }
}

function readOverlay(file: string, source: string, folder: LabFolder): Overlay | undefined {
  const [document] = parseYaml(source);
  for (const { message, range } of document?.problems ?? []) {
    folder.problems.add(file, 'front-matter-unreadable', range, message);
  }
  const node = document?.root;
  if (node === undefined) return undefined;
  return readFields({ file, node, problems: folder.problems }, overlaySchema, { unknown: 'error' });
}

/** Ids that the lab does not have: their texts would never be shown. */
function requireKnown(lab: Lab, file: string, root: YamlNode | undefined, folder: LabFolder): void {
  const require = (node: YamlNode | undefined, ids: readonly string[], what: string): void => {
    for (const { name, key } of pairs(node)) {
      if (ids.includes(name)) continue;
      const message = `There is no ${what} "${name}".`;
      const unknown = { written: name, known: ids };
      folder.problems.addUnknown(file, 'reference-unknown', key.range, message, unknown);
    }
  };
  const steps = child(root, 'steps');
  require(steps, lab.steps.map(({ id }) => id), 'step');
  for (const { name, value } of pairs(steps)) {
    const step = lab.steps.find(({ id }) => id === name);
    if (step === undefined) continue;
    require(child(value, 'checks'), step.checks.map(({ id }) => id), 'check');
    require(child(value, 'quiz'), step.quiz.map(({ id }) => id), 'question');
  }
}

function overlaid(lab: Lab, { steps = {}, ...texts }: Overlay): Lab {
  return {
    ...lab,
    title: texts.title ?? lab.title,
    summary: texts.summary ?? lab.summary,
    objectives: texts.objectives ?? lab.objectives,
    introduction: texts.introduction ?? lab.introduction,
    steps: lab.steps.map((step) => overlaidStep(step, steps[step.id] ?? {})),
  };
}

function overlaidStep(step: Step, texts: StepTexts): Step {
  const { checks = {}, hints = [], quiz = {} } = texts;
  return {
    ...step,
    title: texts.title ?? step.title,
    goal: texts.goal ?? step.goal,
    body: texts.body ?? step.body,
    debrief: texts.debrief ?? step.debrief,
    solution: step.solution && {
      ...step.solution,
      explain: texts.explain ?? step.solution.explain,
    },
    checks: step.checks.map((check) => ({
      ...check,
      title: checks[check.id]?.title ?? check.title,
      failText: checks[check.id]?.fail ?? check.failText,
      passText: checks[check.id]?.pass ?? check.passText,
    })),
    hints: step.hints.map((hint, index) => ({ ...hint, text: hints[index] ?? hint.text })),
    quiz: step.quiz.map((item) => overlaidItem(item, quiz[item.id] ?? {})),
  };
}

function overlaidItem(
  item: QuizItem,
  { ask = item.ask, why = item.why, options = [] }: NonNullable<StepTexts['quiz']>[string],
): QuizItem {
  if (!('options' in item)) return { ...item, ask, why };
  const translated = item.options.map((option, index) => ({
    ...option,
    text: options[index]?.text ?? option.text,
    why: options[index]?.why ?? option.why,
  }));
  return { ...item, ask, why, options: translated };
}
