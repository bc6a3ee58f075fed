import { redactText } from '../kubernetes/redact.ts';
import type { Check } from './check.ts';
import { declares, findPlace } from './place.ts';
import type { FilePlace, Mismatch, Outcome } from './result.ts';

/** How the learner's files are read; one that is not there is undefined, one that may not be read throws. */
export type ReadFile = (file: string) => Promise<string | undefined>;

/**
 * Adds to a failure what a person needs: the author's sentence, and for each mismatch the line of
 * the learner's own file at which to look.
 * @param files the learner's files that are known; one that declares the object is the place where
 *   the check itself points nowhere
 */
export async function explain(
  outcome: Outcome,
  check: Check,
  files: readonly string[],
  readFile: ReadFile,
): Promise<Outcome> {
  if (outcome.state === 'unable' && check.unableText !== undefined) {
    return { ...outcome, remedy: `${check.unableText} ${outcome.remedy}` };
  }
  if (outcome.state !== 'fail') return outcome;
  const mismatches = await Promise.all(
    outcome.mismatches.map(async (mismatch) => {
      const pointsTo = await placeOf(check, mismatch, files, quietly(readFile));
      return pointsTo === undefined ? mismatch : { ...mismatch, pointsTo };
    }),
  );
  const words = outcome.message ?? (check.failText && fillIn(check.failText, mismatches));
  return { ...outcome, mismatches, ...(words === undefined ? {} : { message: words }) };
}

/** A file that cannot be read cannot be pointed into; that it cannot be read is said elsewhere. */
function quietly(readFile: ReadFile): ReadFile {
  return async (file) => readFile(file).catch(() => undefined);
}

async function placeOf(
  { pointsTo }: Check,
  { object, path }: Mismatch,
  files: readonly string[],
  readFile: ReadFile,
): Promise<FilePlace | undefined> {
  if (pointsTo !== undefined) {
    const text = await readFile(pointsTo.file);
    return findPlace(pointsTo.file, text, pointsTo.path ?? path, object);
  }
  if (object === undefined) return undefined;
  for (const file of files) {
    const text = await readFile(file);
    if (text !== undefined && declares(text, object)) return findPlace(file, text, path, object);
  }
  return undefined;
}

/** Most mismatches that a sentence tells one by one. */
const MAX_TOLD = 3;

/** Puts what was expected and found into the author's sentence. */
function fillIn(text: string, mismatches: readonly Mismatch[]): string {
  const values: Readonly<Record<string, string>> = {
    expected: distinct(mismatches.map(({ expected }) => expected)).join(' or '),
    found: foundIn(mismatches),
    object: distinct(mismatches.map(({ object }) => object ?? '')).join(', '),
  };
  return redactText(
    text.replaceAll(
      /\{\{\s*(expected|found|object)\s*\}\}/g,
      (_, name: string) => values[name] ?? '',
    ),
  );
}

/** One finding as it is; of several, whose each is. */
function foundIn(mismatches: readonly Mismatch[]): string {
  const [first, ...others] = mismatches;
  if (first === undefined || others.length === 0) return first?.found ?? '';
  const told = mismatches
    .slice(0, MAX_TOLD)
    .map(({ found, object }) => (object === undefined ? found : `${found} (${object})`));
  const more = mismatches.length - told.length;
  return `${distinct(told).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
