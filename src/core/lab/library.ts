import type { CheckKind } from '../checks/kind.ts';
import type { Cel } from '../rules/cel.ts';
import type { Files } from '../ports.ts';
import { parseYaml } from '../yaml/parse.ts';
import { readFields } from './fields.ts';
import type { Library } from './labList.ts';
import type { Course, Lab, LabProblem } from './model.ts';
import { parseLab } from './parseLab.ts';
import { Problems } from './problems.ts';
import { courseSchema } from './schema.ts';

/** A folder in which labs are looked for, and the pack that they belong to. */
export interface LibrarySource {
  readonly folder: string;
  readonly pack: string;
}

/** How deep below a source labs may lie: workspaces can be large. */
const MAX_DEPTH = 5;

const SKIPPED = new Set(['node_modules', 'dist', 'tests', 'vendor']);

/**
 * Finds and reads all labs below the sources. A folder with a `course.yaml` is a course, whose labs
 * are the folders in it; any other folder with a `lab.md` is a lab of its own. A lab that two
 * sources hold is listed once.
 * With `cel`, expressions of checks are looked at as well, for authors; with `language`, labs are in
 * that language as far as they are translated.
 */
export async function loadLibrary(
  files: Files,
  sources: readonly LibrarySource[],
  kinds: readonly CheckKind[],
  { cel, language }: { cel?: Cel; language?: string } = {},
): Promise<Library> {
  const courses: Course[] = [];
  const labs: Lab[] = [];
  const seen = new Set<string>();
  const readLab = async (folder: string, pack: string): Promise<Lab | undefined> => {
    if (seen.has(folder)) return undefined;
    seen.add(folder);
    return parseLab(files, { folder, pack, kinds, cel, language });
  };
  const visit = async (folder: string, pack: string, depth: number): Promise<void> => {
    const names = await files.list(folder);
    const below = names
      .filter((name) => name.endsWith('/'))
      .map((name) => name.slice(0, -1))
      .filter((name) => !name.startsWith('.') && !SKIPPED.has(name))
      .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    if (names.includes('lab.md')) {
      const lab = await readLab(folder, pack);
      if (lab !== undefined) labs.push(lab);
    } else if (names.includes('course.yaml')) {
      const members: Lab[] = [];
      for (const name of below) {
        const lab = await readLab(`${folder}/${name}`, pack);
        if (lab !== undefined) members.push(lab);
      }
      if (members.length > 0) courses.push(await readCourse(files, folder, members));
    } else if (depth < MAX_DEPTH) {
      for (const name of below) await visit(`${folder}/${name}`, pack, depth + 1);
    }
  };
  for (const { folder, pack } of sources) await visit(folder, pack, 0);
  return { courses, labs };
}

async function readCourse(files: Files, folder: string, labs: readonly Lab[]): Promise<Course> {
  const id = folder.slice(folder.lastIndexOf('/') + 1);
  const problems = new Problems();
  const [document] = parseYaml((await files.read(`${folder}/course.yaml`)) ?? '');
  const node = document?.root;
  const fields =
    node === undefined
      ? undefined
      : readFields({ file: 'course.yaml', node, problems }, courseSchema, { unknown: 'warning' });
  const order = fields?.order ?? [];
  return {
    id,
    folder,
    title: fields?.title ?? id,
    summary: fields?.summary ?? firstError(problems.all) ?? '',
    order,
    labs: [...labs].sort((a, b) => rank(a, order) - rank(b, order) || a.id.localeCompare(b.id)),
  };
}

/** A course that cannot be read still shows its labs, and says what is wrong with it. */
function firstError(problems: readonly LabProblem[]): string | undefined {
  const first = problems.find(({ severity }) => severity === 'error');
  return first === undefined ? undefined : `course.yaml: ${first.message}`;
}

function rank({ id }: Lab, order: readonly string[]): number {
  const index = order.indexOf(id);
  return index === -1 ? order.length : index;
}
