import type { Cel } from '../rules/cel.ts';
import type { CheckKind } from '../checks/kind.ts';
import type { Files } from '../ports.ts';
import { isClusterScoped } from '../kubernetes/kinds.ts';
import { child, textAt } from '../yaml/access.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { checkBody } from './checkBody.ts';
import { rangeOf, readFields } from './fields.ts';
import { LabFolder } from './labFolder.ts';
import type { Isolation, Lab, Step } from './model.ts';
import { inLanguage, requireOverlays } from './overlay.ts';
import { FIRST_LINE, MAX_FILE_CHARS, type Page, readPage } from './page.ts';
import { isOwnNamespace, isProtectedNamespace } from './parseCheck.ts';
import { parseStep, stepIdRange } from './parseStep.ts';
import { Problems } from './problems.ts';
import { FORMAT_VERSION, type LabFields, labSchema, stepSchema } from './schema.ts';

/** What labs are read with. */
export interface LabSource {
  /** Absolute folder of the lab, with `/` between parts. */
  readonly folder: string;
  /** `publisher.pack`, the first part of the lab's key. */
  readonly pack: string;
  /** The check types that exist. */
  readonly kinds: readonly CheckKind[];
  /** The language of expressions; without it they are not looked at. */
  readonly cel?: Cel | undefined;
  /** In which language it is read, as far as it is translated; without it, all translations are looked at. */
  readonly language?: string | undefined;
}

/**
 * Reads a lab. Never throws over what stands in the lab's files: everything wrong with them is a
 * problem at its place, and what could be understood is there.
 * @returns undefined when the folder has no `lab.md`
 * @throws LabError `file-failed` when the folder cannot be read
 */
export async function parseLab(files: Files, source: LabSource): Promise<Lab | undefined> {
  const problems = new Problems();
  const folder = new LabFolder(files, source.folder, problems);
  const text = await folder.read('lab.md');
  if (text === undefined) return undefined;
  const page = readPage('lab.md', text, problems);
  const stepFiles = (await folder.list('steps')).filter((name) => name.endsWith('.md'));
  const fields = readLabFields(page, stepFiles.length === 0, problems);
  const isolation = isolationOf(fields);
  await requireSetup(page, fields, isolation, folder);

  const pages = stepFiles.length === 0 ? [page] : await readSteps(stepFiles, folder);
  const { cel, kinds } = source;
  const variables = fields?.vars ?? {};
  const isWholeLab = stepFiles.length === 0;
  const gate = fields?.progress?.gate ?? 'none';
  const context = { folder, kinds, cel, isolation, variables, gate, isWholeLab };
  const steps: Step[] = [];
  for (const each of pages) {
    const step = await parseStep(each, context);
    if (step === undefined) continue;
    if (steps.some(({ id }) => id === step.id)) {
      const message = `Another step of this lab is called "${step.id}" already.`;
      problems.add(each.file, 'id-duplicate', stepIdRange(each), message);
    }
    steps.push(step);
  }
  checkBodies(page, pages, steps, Object.keys(variables), problems);
  const lab = toLab(source, page, fields, isolation, steps, problems);
  if (source.language !== undefined) return inLanguage(lab, folder, source.language);
  await requireOverlays(lab, folder);
  return lab;
}

function readLabFields(page: Page, isWholeLab: boolean, problems: Problems): LabFields | undefined {
  const { file, root, value } = page;
  if (root === undefined) return undefined;
  const { format } = value;
  if (format !== undefined && format !== FORMAT_VERSION) {
    const message = `This lab is written in format ${JSON.stringify(format)}; this version reads format ${FORMAT_VERSION}.`;
    problems.add(file, 'format-unknown', rangeOf(root, ['format']), message);
    return undefined;
  }
  return readFields({ file, node: root, problems }, labSchema, {
    alsoKnown: isWholeLab ? Object.keys(stepSchema.shape) : [],
    unknown: 'warning',
  });
}

function isolationOf(fields: LabFields | undefined): Isolation {
  return {
    cluster: fields?.isolation?.cluster ?? 'any',
    extraNamespaces: fields?.isolation?.extraNamespaces ?? [],
    clusterScoped: fields?.isolation?.clusterScoped ?? [],
    quota: fields?.isolation?.quota ?? 'none',
    podSecurity: fields?.isolation?.podSecurity,
  };
}

/** The setup's manifests are there and stay in the lab's namespaces. */
async function requireSetup(
  { file, root }: Page,
  fields: LabFields | undefined,
  isolation: Isolation,
  folder: LabFolder,
): Promise<void> {
  if (root === undefined) return;
  for (const [index, name] of (fields?.isolation?.extraNamespaces ?? []).entries()) {
    if (!isProtectedNamespace(name)) continue;
    const message = `The namespace "${name}" is the cluster's own, and no lab works in it.`;
    const range = rangeOf(root, ['isolation', 'extraNamespaces', index]);
    folder.problems.add(file, 'namespace-outside', range, message);
  }
  for (const [index, { apply }] of (fields?.setup ?? []).entries()) {
    const before = folder.problems.all.length;
    await folder.require(file, rangeOf(root, ['setup', index, 'apply']), apply);
    if (folder.problems.all.length > before) continue;
    for (const document of parseYaml((await folder.read(apply)) ?? '')) {
      requireDeclaredKind(apply, document.root, isolation, folder);
      const metadata = child(document.root, 'metadata');
      const namespace = textAt(metadata, 'namespace');
      if (metadata === undefined || namespace === undefined) continue;
      if (isOwnNamespace(namespace, isolation)) continue;
      const message = `The namespace "${namespace}" is not the lab's. Declare it in isolation.extraNamespaces.`;
      folder.problems.add(apply, 'namespace-outside', rangeOf(metadata, ['namespace']), message);
    }
  }
}

/** What a setup makes outside every namespace stands in `isolation.clusterScoped`. */
function requireDeclaredKind(
  file: string,
  root: YamlNode | undefined,
  { clusterScoped }: Isolation,
  folder: LabFolder,
): void {
  const kind = textAt(root, 'kind') ?? '';
  const apiVersion = textAt(root, 'apiVersion') ?? '';
  if (root === undefined || !isClusterScoped({ apiVersion, kind })) return;
  if (clusterScoped.includes(kind)) return;
  const message = `${kind} belongs to the whole cluster. Declare it in isolation.clusterScoped.`;
  folder.problems.add(file, 'kind-undeclared', rangeOf(root, ['kind']), message);
}

async function readSteps(names: readonly string[], folder: LabFolder): Promise<Page[]> {
  const pages: Page[] = [];
  for (const name of names) {
    const file = `steps/${name}`;
    pages.push(readPage(file, (await folder.read(file)) ?? '', folder.problems));
  }
  return pages;
}

function checkBodies(
  labPage: Page,
  pages: readonly Page[],
  steps: readonly Step[],
  variables: readonly string[],
  problems: Problems,
): void {
  const ids = steps.map(({ id }) => id);
  const files = new Set<string>();
  if (!pages.includes(labPage))
    checkBody(labPage, { steps: ids, checks: [], files, variables }, problems);
  for (const page of pages) {
    const step = steps.find(({ file }) => file === page.file);
    if (step === undefined) continue;
    for (const { to } of step.files) files.add(to);
    const checks = step.checks.map(({ id }) => id);
    checkBody(page, { steps: ids, checks, files, variables }, problems);
  }
}

function toLab(
  { folder, pack }: LabSource,
  page: Page,
  fields: LabFields | undefined,
  isolation: Isolation,
  steps: readonly Step[],
  problems: Problems,
): Lab {
  if (steps.length === 0 && problems.all.every(({ severity }) => severity !== 'error')) {
    problems.add(page.file, 'steps-missing', FIRST_LINE, 'This lab has no step.');
  }
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const id = fields?.id ?? name;
  const sum = steps.reduce((minutes, step) => minutes + (step.minutes ?? 0), 0);
  return {
    key: `${pack}/${id}`,
    id,
    version: fields?.version ?? '0.0.0',
    title: fields?.title ?? name,
    summary: fields?.summary ?? '',
    difficulty: fields?.difficulty ?? 'beginner',
    minutes: fields?.minutes ?? sum,
    objectives: fields?.objectives ?? [],
    tags: fields?.tags ?? [],
    next: fields?.next ?? [],
    folder,
    introduction: page.body.slice(0, MAX_FILE_CHARS),
    isolation,
    requires: {
      tools: fields?.requires?.tools ?? [],
      apis: fields?.requires?.apis ?? [],
      addons: fields?.requires?.addons ?? [],
      nodes: fields?.requires?.nodes ?? 0,
      images: fields?.requires?.images ?? [],
      kubernetes: fields?.kubernetes,
    },
    variables: fields?.vars ?? {},
    setup: fields?.setup ?? [],
    marks: {
      passPercent: fields?.progress?.pass,
      offersReceipt: fields?.progress?.certificate ?? false,
    },
    diagnostics: fields?.diagnostics ?? {},
    steps,
    problems: problems.all,
  };
}
