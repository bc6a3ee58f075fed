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

export const labSchema = z.object({
  format: z.literal(FORMAT_VERSION),
  id: slug,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers such as 1.0.0'),
  title: text,
  summary: text.max(256),
  difficulty: z.enum(['beginner', 'intermediate', 'advanced']),
  minutes: minutes.optional(),
  authors: list.optional(),
  license: text.optional(),
  source: text.optional(),
  tags: list.optional(),
  objectives: list.optional(),
  prerequisites: list.optional(),
  next: list.optional(),
  kubernetes: text
    .refine((range) => validRange(range) !== null, 'a range of versions such as ">=1.29 <1.40"')
    .optional(),
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
    .optional(),
  isolation: z
    .strictObject({
      cluster: z.enum(['any', 'disposable']).optional(),
      extraNamespaces: list.optional(),
      clusterScoped: list.optional(),
      quota: z.enum(['none', 'small']).optional(),
      podSecurity: z.enum(['privileged', 'baseline', 'restricted']).optional(),
    })
    .optional(),
  vars: z.record(z.string().regex(/^[A-Za-z][\w-]*$/, 'a name'), variable).optional(),
  locale: text.optional(),
  setup: z.array(z.strictObject({ apply: text })).optional(),
  diagnostics: z.record(z.string(), diagnosticsOverride).optional(),
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
  title: text,
  id: slug.optional(),
  goal: text,
  minutes: minutes.optional(),
  optional: z.boolean().optional(),
  gate: z.enum(['none', 'soft', 'hard']).optional(),
  requires: z.strictObject({ level: z.enum(['files', 'api', 'nodes', 'containers']) }).optional(),
  files: z.array(z.strictObject({ from: text, to: text })).optional(),
  checks: z.array(z.looseObject({})).max(50).optional(),
  hints: z
    .array(
      z.strictObject({
        text,
        when: text.optional(),
        after: z.number().int().nonnegative().optional(),
      }),
    )
    .optional(),
  quiz: z.array(quizItem).optional(),
  solution: solutionSchema.optional(),
  debrief: text.optional(),
  mutants: list.optional(),
  alternatives: list.optional(),
  waives: z.strictObject({ mutants: text.optional(), alternatives: text.optional() }).optional(),
});

/** What every check may say, whatever its type. */
export const checkSchema = z.object({
  id: slug,
  title: text,
  type: text,
  required: z.boolean().optional(),
  baseline: z.enum(['fail', 'pass']).optional(),
  needs: list.optional(),
  for: duration.optional(),
  timeout: duration.optional(),
  'points-to': z.strictObject({ file: text, path: text.optional() }).optional(),
  pass: text.optional(),
  fail: text.optional(),
});

export const courseSchema = z.object({
  title: text,
  summary: text,
  order: list.optional(),
});

export type LabFields = z.infer<typeof labSchema>;
export type StepFields = z.infer<typeof stepSchema>;
export type CheckFields = z.infer<typeof checkSchema>;
export type QuizFields = z.infer<typeof quizItem>;
export type SolutionFields = z.infer<typeof solutionSchema>;
