import * as z from 'zod';
import { canonicalJson } from '../canonicalJson.ts';
import type { Lab } from '../lab/model.ts';
import type { Run } from './model.ts';
import { pointsOf } from './points.ts';
import { progressOf } from './transitions.ts';

/** Version of the receipt's shape. */
const FORMAT = 1;

const stepSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['locked', 'open', 'passed', 'skipped', 'needs-containers']),
  /** When it was passed, in ISO 8601. */
  passedAt: z.string().optional(),
  /** How many hints were shown, and rounds that found something missing. */
  hints: z.number(),
  rounds: z.number(),
  solutionShown: z.boolean(),
  /** SHA-256 over the link before it and this step. */
  hash: z.string(),
});

const receiptSchema = z.strictObject({
  receipt: z.literal('k8s-labs'),
  format: z.literal(FORMAT),
  lab: z.strictObject({ key: z.string(), title: z.string(), version: z.string() }),
  /** Whoever did it, when they chose to say so. */
  learner: z.string().optional(),
  /** Of what sort the cluster was; neither its name nor its address. */
  cluster: z.enum(['simulated', 'real']),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  /** In a lab that gives marks: the points, and how many of them were asked for. */
  points: z
    .strictObject({ reached: z.number(), possible: z.number(), needed: z.number() })
    .optional(),
  hash: z.string(),
  steps: z.array(stepSchema),
});

/**
 * What a learner hands in: how far they came in a lab. It says nothing about the person or the
 * machine. Its hashes form a chain, so a line that was changed by hand does not fit any more.
 */
export type Receipt = z.infer<typeof receiptSchema>;

type ReceiptStep = Receipt['steps'][number];

/** @param learner a name, when the person wants one in it */
export async function receiptOf(lab: Lab, run: Run, learner?: string): Promise<Receipt> {
  const points = pointsOf(lab, run);
  const head = {
    receipt: 'k8s-labs',
    format: FORMAT,
    lab: { key: lab.key, title: run.labTitle, version: run.labVersion },
    ...(learner === undefined ? {} : { learner }),
    cluster: hasSimulatedSteps(lab, run) ? 'simulated' : 'real',
    startedAt: iso(run.startedAt),
    ...(run.finishedAt === undefined ? {} : { finishedAt: iso(run.finishedAt) }),
    ...(points === undefined ? {} : { points }),
  } as const;
  let link = await sha256(canonicalJson(head));
  const receipt = { ...head, hash: link };
  const steps: ReceiptStep[] = [];
  for (const { id, title } of lab.steps) {
    const { failedRounds, isSolutionShown, passedAt, shownHints, state } = progressOf(run, id);
    const step = {
      id,
      title,
      state,
      ...(passedAt === undefined ? {} : { passedAt: iso(passedAt) }),
      hints: shownHints.length,
      rounds: failedRounds,
      solutionShown: isSolutionShown,
    };
    link = await sha256(link + canonicalJson(step));
    steps.push({ ...step, hash: link });
  }
  return { ...receipt, steps };
}

/** Reads a receipt. @returns a sentence that says why it is not to be believed */
export async function readReceipt(text: string): Promise<Receipt | { readonly fault: string }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'it is not JSON' };
  }
  const parsed = receiptSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      fault: `it is no receipt: ${[issue?.path.join('.'), issue?.message].join(' ').trim()}`,
    };
  }
  const { hash, steps, ...head } = parsed.data;
  let link = await sha256(canonicalJson(head));
  if (link !== hash) return { fault: 'its head was changed after it was written' };
  for (const { hash: own, ...step } of steps) {
    link = await sha256(link + canonicalJson(step));
    if (link !== own) return { fault: `its step "${step.title}" was changed after it was written` };
  }
  return parsed.data;
}

/** Steps that were not tried say so; a step that needs containers is one that was only simulated. */
function hasSimulatedSteps(lab: Lab, run: Run): boolean {
  return (
    run.isSimulated === true ||
    lab.steps.some(({ id }) => progressOf(run, id).state === 'needs-containers')
  );
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

async function sha256(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
