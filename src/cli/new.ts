import { parseArgs } from 'node:util';
import { LabError } from '../core/errors.ts';
import { isId, type NewFile, newCourse, newLab, newStep } from '../core/pack/scaffold.ts';
import { absolute, UsageError } from './arguments.ts';
import type { CliContext, Subcommand } from './context.ts';

export const newCommand: Subcommand = {
  name: 'new',
  usage: 'new course|lab|step NAME [--dir DIR]',
  summary: 'Make a course, a lab or a step that lints clean and passes its self-test as it is.',
  needsCluster: false,
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { dir: { type: 'string', default: '.' } },
    });
    const [what, id = '', ...more] = positionals;
    if (!isId(id) || more.length > 0) {
      throw new UsageError(
        'Name it with lower-case letters, digits and single dashes: my-first-lab.',
      );
    }
    const folder = values.dir === '.' ? context.cwd : absolute(context.cwd, values.dir);
    const files = await newFiles(what, id, folder, context);
    for (const { path } of files) {
      if ((await context.files.realPath(`${folder}/${path}`)) === undefined) continue;
      throw new LabError('file-failed', `${path} is there already, and nothing was changed.`, {
        next: 'Choose another name.',
      });
    }
    for (const { path, text } of files) await context.files.write(`${folder}/${path}`, text);
    context.write(files.map(({ path }) => `${path}\n`).join(''));
    const target =
      what === 'step' ? values.dir : `${values.dir === '.' ? '' : `${values.dir}/`}${id}`;
    context.write(`\nProve it with: k8s-labs test ${target}\n`);
    return 0;
  },
};

async function newFiles(
  what: string | undefined,
  id: string,
  folder: string,
  { files }: CliContext,
): Promise<NewFile[]> {
  switch (what) {
    case 'course':
      return newCourse(id);
    case 'lab':
      return newLab(id);
    case 'step': {
      if (!(await files.list(folder)).includes('lab.md')) {
        throw new LabError(
          'lab-not-found',
          'A step belongs to a lab, and there is no lab.md here.',
          {
            next: 'Name the lab with --dir.',
          },
        );
      }
      const numbers = (await files.list(`${folder}/steps`)).map((name) => parseInt(name, 10) || 0);
      return newStep(id, (Math.floor(Math.max(0, ...numbers) / 10) + 1) * 10);
    }
    default:
      throw new UsageError('Say what to make: course, lab or step.');
  }
}
