import { parseArgs } from 'node:util';
import { makeNew, NEW_THINGS } from '../core/pack/makeNew.ts';
import { isId } from '../core/pack/scaffold.ts';
import { absolute, UsageError } from './arguments.ts';
import type { Subcommand } from './context.ts';

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
    const [word, id = '', ...more] = positionals;
    const what = NEW_THINGS.find((each) => each === word);
    if (what === undefined) throw new UsageError('Say what to make: course, lab or step.');
    if (!isId(id) || more.length > 0) {
      throw new UsageError(
        'Name it with lower-case letters, digits and single dashes: my-first-lab.',
      );
    }
    const { dir } = values;
    const folder = dir === '.' ? context.cwd : absolute(context.cwd, dir);
    const paths = await makeNew(context.files, folder, what, id);
    const target = what === 'step' ? dir : dir === '.' ? id : `${dir}/${id}`;
    context.write(`${paths.join('\n')}\n\nProve it with: k8s-labs test ${target}\n`);
    return 0;
  },
};
