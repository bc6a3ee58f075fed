import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toValue } from '../../../src/core/yaml/access.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';

/** Front-matter as it is written, before anything interprets it. */
export type Fields = Readonly<Record<string, unknown>>;

export interface BundledStep {
  /** Relative to the lab's folder. */
  readonly file: string;
  readonly fields: Fields;
  readonly body: string;
}

export interface BundledLab {
  readonly id: string;
  readonly folder: string;
  readonly fields: Fields;
  readonly body: string;
  readonly steps: readonly BundledStep[];
}

export interface BundledCourse {
  readonly id: string;
  readonly fields: Fields;
  readonly labs: readonly BundledLab[];
}

const LABS = fileURLToPath(new URL('../../../labs', import.meta.url));

/** Every course in `labs/`, straight from the files, so that the tests share no code with the parser. */
export const courses: readonly BundledCourse[] = readdirSync(LABS).toSorted().map(readCourse);

export const labs: readonly BundledLab[] = courses.flatMap((course) => course.labs);

function readCourse(id: string): BundledCourse {
  const folder = `${LABS}/${id}`;
  const labFolders = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/lab.md`));
  return {
    id,
    fields: readYaml(readFileSync(`${folder}/course.yaml`, 'utf8')),
    labs: labFolders.toSorted().map((name) => readLab(`${folder}/${name}`)),
  };
}

function readLab(folder: string): BundledLab {
  const { fields, body } = readPage(`${folder}/lab.md`);
  const steps = readdirSync(`${folder}/steps`).toSorted();
  return {
    id: folder.slice(folder.lastIndexOf('/') + 1),
    folder,
    fields,
    body,
    steps: steps.map((name) => ({ file: `steps/${name}`, ...readPage(`${folder}/steps/${name}`) })),
  };
}

function readPage(path: string): { fields: Fields; body: string } {
  const [, frontMatter, body] =
    /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(readFileSync(path, 'utf8')) ?? [];
  if (frontMatter === undefined || body === undefined)
    throw new Error(`${path} has no front-matter.`);
  return { fields: readYaml(frontMatter), body };
}

/** The value of a YAML text with one document. */
export function readYaml(text: string): Fields {
  const [document] = parseYaml(text);
  const [problem] = document?.problems ?? [];
  if (problem !== undefined) throw new Error(problem.message);
  return toValue(document?.root) as Fields;
}

export function textOf(lab: BundledLab, file: string): string {
  return readFileSync(`${lab.folder}/${file}`, 'utf8');
}

export function has(lab: BundledLab, file: string): boolean {
  return existsSync(`${lab.folder}/${file}`);
}

/** A field that holds a list of mappings; absent means empty. */
export function list(fields: Fields, name: string): Fields[] {
  return (fields[name] ?? []) as Fields[];
}

/** A field that holds a list of words; absent means empty. */
export function words(fields: Fields, name: string): string[] {
  return (fields[name] ?? []) as string[];
}

export function checkIds(step: BundledStep): string[] {
  return list(step.fields, 'checks').map(({ id }) => String(id));
}

/** What the learner's folder holds in this step: learner's name to the lab's file. */
export function learnerFiles(lab: BundledLab, step: BundledStep): Map<string, string> {
  const until = lab.steps.slice(0, lab.steps.indexOf(step) + 1);
  return new Map(
    until.flatMap(({ fields }) =>
      list(fields, 'files').map(({ from, to }): [string, string] => [String(to), String(from)]),
    ),
  );
}

/** Fences of a text: the words behind the backticks, and the lines between. */
export function fences(body: string): { info: string; text: string }[] {
  return [...body.matchAll(/^```(.+)\n([\s\S]*?)\n```$/gm)].map(([, info = '', text = '']) => ({
    info,
    text,
  }));
}

/** All `lab:` links of a text, as a name and its parameters. */
export function labLinks(body: string): { action: string; query: URLSearchParams }[] {
  return [...body.matchAll(/\]\(lab:([a-z]+)\??([^)]*)\)/g)].map(([, action = '', query = '']) => ({
    action,
    query: new URLSearchParams(query),
  }));
}
