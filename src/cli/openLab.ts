import { LabError } from '../core/errors.ts';
import { allLabs, findLab } from '../core/lab/labList.ts';
import type { Lab } from '../core/lab/model.ts';
import type { Run } from '../core/run/model.ts';
import { absolute, UsageError } from './arguments.ts';
import type { CliContext } from './context.ts';

/** The lab that was named by id, key or folder. @throws LabError `lab-not-found`, UsageError */
export async function openLab(name: string | undefined, context: CliContext): Promise<Lab> {
  if (name === undefined) throw new UsageError('Name a lab; "k8s-labs labs" lists them.');
  const { files, cwd } = context;
  const folder = await files.realPath(absolute(cwd, name));
  if (folder !== undefined && (await files.list(folder)).includes('lab.md')) {
    const library = await context.library([folder]);
    const lab = allLabs(library).find((each) => each.folder === folder);
    if (lab !== undefined) return lab;
  }
  return findLab(await context.library([cwd]), name);
}

/** The open run of a lab. @throws LabError `no-run` */
export async function requireRun(lab: Lab, { runs }: CliContext): Promise<Run> {
  const run = await runs.runOf(lab.key);
  if (run !== undefined) return run;
  throw new LabError('no-run', `The lab "${lab.title}" is not started.`, {
    next: `Start it with: k8s-labs start ${lab.id}`,
  });
}
