import validRange from 'semver/ranges/valid.js';
import * as z from 'zod';
import { parseDurationMs } from '../kubernetes/duration.ts';
import { patternFault } from '../patterns.ts';

/**
 * The front-matter of labs, version 1 of the format. The JSON Schemas that authors' editors use are
 * generated from here.
 */

export const FORMAT_VERSION = 1;

const text = z.string().trim().min(1);
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and single dashes');
const list = z.array(text);
const minutes = z.number().int().min(1).max(600);

/** `5s`, `1m30s`. */
export const duration = z
  .string()
  .refine((value) => parseDurationMs(value) !== undefined, 'a duration such as 5s or 1m30s')
  .transform((value) => parseDurationMs(value) ?? 0);

/** A regular expression that cannot run for ages. */
export const pattern = z.string().superRefine((value, context) => {
  const message = patternFault(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const diagnosticsOverride = z.union(
  [
    z.enum(['off', 'hint', 'warning', 'error', 'hide-until-failed-check']),
    z.templateLiteral(['hide-until-hint-', z.number().int().positive()]),
    // What YAML makes of the word "off" without quotes.
    z.literal(false).transform(() => 'off' as const),
  ],
  'one of off, hint, warning, error, hide-until-failed-check, hide-until-hint-N',
);

const variable = z
  .strictObject({
    default: text.optional(),
    pick: list.min(1).optional(),
    random: z.strictObject({ length: z.number().int().min(1).max(32) }).optional(),
    ask: text.optional(),
    pattern: pattern.optional(),
  })
  .refine(
    ({ ask, default: fixed, pick, random }) =>
      [ask ?? fixed, pick, random].filter((one) => one !== undefined).length === 1,
    'exactly one of default, pick, random and ask is needed; ask may have a default',
  );

const gate = z.enum(['none', 'soft', 'hard']);

export const labSchema = z.object({
  format: z.literal(FORMAT_VERSION).describe('Version of the lab format: 1.'),
  id: slug.describe(
    'The lab’s identity, the same as its folder. Progress is kept under it, so it never changes.',
  ),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'three numbers such as 1.0.0')
    .describe('Three numbers. Learners see their progress stay over an upgrade.'),
  title: text.describe('What learners read in the list.'),
  summary: text.max(256).describe('One or two sentences, at most 256 characters.'),
  difficulty: z.enum(['beginner', 'intermediate', 'advanced']).describe('How hard it is.'),
  minutes: minutes.optional().describe('How long it takes. Left out: the sum of its steps.'),
  authors: list.optional().describe('Who wrote it.'),
  license: text.optional().describe('SPDX name of its licence.'),
  source: text.optional().describe('Where it comes from, when it was not written for here.'),
  tags: list.optional().describe('Topics, for search and filter.'),
  objectives: list.optional().describe('What a learner can do afterwards, one sentence each.'),
  prerequisites: list.optional().describe('Ids of labs that should come before.'),
  next: list.optional().describe('Ids of labs that may come after.'),
  kubernetes: text
    .refine((range) => validRange(range) !== null, 'a range of versions such as ">=1.29 <1.40"')
    .optional()
    .describe('Range of Kubernetes versions that it was written for.'),
  requires: z
    .strictObject({
      tools: z
        .array(z.strictObject({ name: text, version: text.optional(), why: text }))
        .optional(),
      images: list.optional(),
      addons: list.optional(),
      apis: list.optional(),
      nodes: z.number().int().positive().optional(),
      cpu: text.optional(),
      memory: text.optional(),
      network: z.boolean().optional(),
    })
    .optional()
    .describe('What it needs of the machine and the cluster; looked at before it starts.'),
  isolation: z
    .strictObject({
      cluster: z.enum(['any', 'disposable']).optional(),
      extraNamespaces: list.optional(),
      clusterScoped: list.optional(),
      quota: z.enum(['none', 'small']).optional(),
      podSecurity: z.enum(['privileged', 'baseline', 'restricted']).optional(),
    })
    .optional()
    .describe('Where it works, and what it touches outside its own namespace.'),
  vars: z
    .record(z.string().regex(/^[A-Za-z][\w-]*$/, 'a name'), variable)
    .optional()
    .describe(
      'Values that are chosen when somebody starts it, for {{name}} in texts, files and checks.',
    ),
  progress: z
    .strictObject({
      gate: gate.optional(),
      pass: z.number().min(0).max(100).optional(),
      certificate: z.boolean().optional(),
    })
    .optional()
    .describe(
      'How it is marked: the gate of all its steps, the share of points in percent that is asked for, and whether a receipt is offered at its end.',
    ),
  locale: text.optional().describe('Language that it is written in.'),
  setup: z
    .array(z.strictObject({ apply: text }))
    .optional()
    .describe('Manifests that are applied in its namespace before the first step.'),
  diagnostics: z
    .record(z.string(), diagnosticsOverride)
    .optional()
    .describe(
      'What the editor’s rules do while its files are edited: a rule’s id, and what becomes of it.',
    ),
});

const quizBase = {
  id: slug,
  ask: text,
  why: text.optional(),
  /** A guess before something is done: any answer will do, and it is judged at the end. */
  predict: z.boolean().optional(),
};

const quizOption = z.strictObject({ text, right: z.boolean(), why: text.optional() });

const quizItem = z.discriminatedUnion('type', [
  z.strictObject({
    ...quizBase,
    type: z.enum(['one', 'many']),
    options: z.array(quizOption).min(2),
  }),
  z.strictObject({
    ...quizBase,
    type: z.literal('text'),
    accept: z.array(pattern).min(1),
    example: text,
  }),
  z.strictObject({ ...quizBase, type: z.literal('number'), answer: z.number() }),
  z.strictObject({
    ...quizBase,
    type: z.literal('order'),
    /** In the right order; the learner gets them in another one. */
    options: z
      .array(z.strictObject({ text, why: text.optional() }))
      .min(3)
      .max(9),
  }),
]);

export const patchSchema = z.strictObject({ file: text, path: text, value: z.unknown() });

const writeSchema = z.strictObject({ from: text, to: text });

const solutionSchema = z.strictObject({
  apply: z.union([text, list]).optional(),
  patch: patchSchema.optional(),
  run: list.optional(),
  write: z.union([writeSchema, z.array(writeSchema)]).optional(),
  explain: text,
});

export const stepSchema = z.object({
  title: text.describe('What learners read in the list of steps.'),
  id: slug
    .optional()
    .describe('The step’s identity. Left out: the file’s name without its number.'),
  goal: text.describe('The state that is reached when it is done, in one sentence.'),
  minutes: minutes.optional().describe('How long it takes.'),
  optional: z.boolean().optional().describe('True for a step that need not be done.'),
  gate: gate
    .optional()
    .describe('Whether learners may go on before it is passed: none, soft (asks), hard.'),
  requires: z
    .strictObject({ level: z.enum(['files', 'api', 'nodes', 'containers']) })
    .optional()
    .describe('What the step needs: files, api, nodes or containers.'),
  files: z
    .array(z.strictObject({ from: text, to: text }))
    .optional()
    .describe('Files of the lab that are put into the learner’s folder.'),
  checks: z
    .array(z.looseObject({}))
    .max(50)
    .optional()
    .describe('What has to be true. The step is passed when all required checks pass.'),
  hints: z
    .array(
      z.strictObject({
        text,
        when: text.optional(),
        after: z.number().int().nonnegative().optional(),
      }),
    )
    .optional()
    .describe('Help in the order in which it is offered, each for what a check has found.'),
  quiz: z.array(quizItem).optional().describe('Questions with reasons.'),
  solution: solutionSchema.optional().describe('How the lab itself reaches the goal, and why.'),
  debrief: text.optional().describe('What is told after the step is passed.'),
  mutants: list.optional().describe('Folders with wrong answers, which the self-test tries.'),
  alternatives: list
    .optional()
    .describe('Folders with other right answers, which the self-test tries.'),
  waives: z
    .strictObject({ mutants: text.optional(), alternatives: text.optional() })
    .optional()
    .describe('Why the step has no mutants or no alternatives.'),
});

/** What every check may say, whatever its type. */
export const checkSchema = z.object({
  id: slug.describe('The check’s name within its step.'),
  title: text.describe('What is true when it passes, as a sentence.'),
  type: text.describe('What kind of check it is.'),
  required: z.boolean().optional().describe('False for one that may fail.'),
  weight: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Its points in a lab that gives marks. Left out: 1.'),
  baseline: z
    .enum(['fail', 'pass'])
    .optional()
    .describe('`pass` for a guard: true from the start and to be kept true.'),
  needs: list.optional().describe('Checks that have to pass before this one is looked at.'),
  for: duration.optional().describe('How long it has to stay true: `5s`.'),
  timeout: duration.optional().describe('How long a round waits for it: `30s`.'),
  'points-to': z
    .strictObject({ file: text, path: text.optional() })
    .optional()
    .describe('Where the learner should look: a file of theirs, and a path in it.'),
  pass: text.optional().describe('Told when it passes.'),
  fail: text
    .optional()
    .describe('Told when it fails; {{expected}}, {{found}} and {{object}} are filled in.'),
  unable: text.optional().describe('Told beside the reason when it could not be checked.'),
  on: z
    .enum(['change', 'button'])
    .optional()
    .describe('`button`: looked at only when the learner checks. Left out: also by itself.'),
  mode: z
    .enum(['level', 'edge'])
    .optional()
    .describe('`edge`: once true in this step is enough. Left out: it has to be true now.'),
});

export const courseSchema = z.object({
  title: text.describe('What learners read.'),
  summary: text.describe('What the course is about.'),
  order: list.optional().describe('Ids of its labs in the order in which they are taught.'),
});

export type LabFields = z.infer<typeof labSchema>;
export type StepFields = z.infer<typeof stepSchema>;
export type CheckFields = z.infer<typeof checkSchema>;
export type QuizFields = z.infer<typeof quizItem>;
export type SolutionFields = z.infer<typeof solutionSchema>;
