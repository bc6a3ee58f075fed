import { parseArgs } from 'node:util';
import { allLabs } from '../core/lab/labList.ts';
import { isUsable, type Lab } from '../core/lab/model.ts';
import { absolute, isJson } from './arguments.ts';
import type { Subcommand } from './context.ts';

export const labs: Subcommand = {
  name: 'labs',
  usage: 'labs [DIR…] [--format pretty|json]',
  summary: 'List the labs that there are.',
  needsCluster: false,
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'pretty' } },
    });
    const library = await context.library(positionals.map((path) => absolute(context.cwd, path)));
    if (isJson(values.format)) {
      context.write(`${JSON.stringify(allLabs(library).map(asJson), undefined, 2)}\n`);
      return 0;
    }
    for (const course of library.courses) {
      context.write(`${course.title}\n${course.labs.map(line).join('')}\n`);
    }
    if (library.labs.length > 0) context.write(library.labs.map(line).join(''));
    return 0;
  },
};

function line(lab: Lab): string {
  const broken = isUsable(lab) ? '' : ' (has mistakes)';
  return `  ${lab.id.padEnd(28)} ${lab.title}, ${lab.minutes} min${broken}\n`;
}

function asJson(lab: Lab) {
  const { key, id, version, title, summary, difficulty, minutes, folder } = lab;
  const steps = lab.steps.map((step) => ({ id: step.id, title: step.title, level: step.level }));
  return {
    key,
    id,
    version,
    title,
    summary,
    difficulty,
    minutes,
    folder,
    isUsable: isUsable(lab),
    steps,
  };
}
