import * as z from 'zod';
import { LabError } from '../errors.ts';
import { patchSchema } from '../lab/schema.ts';
import type { Lab, SolutionAction } from '../lab/model.ts';
import { resolveInside } from '../paths.ts';
import type { Files } from '../ports.ts';
import { toValue } from '../yaml/access.ts';
import { parseYaml } from '../yaml/parse.ts';

const text = z.string().trim().min(1);

const action = z.union(
  [
    z.strictObject({ run: text }),
    z.strictObject({ apply: text }),
    z.strictObject({ patch: patchSchema }),
    z.strictObject({ write: z.strictObject({ from: text, to: text }) }),
  ],
  'exactly one of run, apply, patch and write',
);

const alternative = z.strictObject({ summary: text, actions: z.array(action).min(1) });
const mutant = alternative.extend({ fails: z.array(text).min(1) });

/** A way to the step's end other than its solution. */
export interface Alternative {
  readonly summary: string;
  readonly actions: readonly SolutionAction[];
}

/** A wrong answer, and the checks that have to fail for it. */
export interface Mutant extends Alternative {
  readonly fails: readonly string[];
}

/** Reads the `mutant.yaml` of a folder of the lab's. @throws LabError `lab-broken` */
export async function readMutant(files: Files, lab: Lab, folder: string): Promise<Mutant> {
  return read(files, lab, `${folder}/mutant.yaml`, mutant);
}

/** Reads the `alternative.yaml` of a folder of the lab's. @throws LabError `lab-broken` */
export async function readAlternative(
  files: Files,
  lab: Lab,
  folder: string,
): Promise<Alternative> {
  return read(files, lab, `${folder}/alternative.yaml`, alternative);
}

async function read<T>(files: Files, lab: Lab, file: string, schema: z.ZodType<T>): Promise<T> {
  const source = await files.read(await resolveInside(files, lab.folder, file));
  if (source === undefined) throw new LabError('lab-broken', `There is no ${file} in the lab.`);
  const [document] = parseYaml(source);
  const [problem] = document?.problems ?? [];
  if (problem !== undefined) throw new LabError('lab-broken', `${file}: ${problem.message}`);
  const result = schema.safeParse(toValue(document?.root));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.') ?? '';
  const said = [place, issue?.message].filter(Boolean).join(': ');
  throw new LabError('lab-broken', `${file}: ${said}.`);
}
