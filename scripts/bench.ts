// `npm run bench [-- --gate]`: one line of JSON for each figure, the peer's beside ours.
import { repoFolder } from './bootstrap/folders.mjs';
import { packExtension } from './toolchain/extensionPackage.ts';
import { runScript } from './toolchain/runScript.ts';
import { type Figure, ratioOf } from '../test/bench/figure.ts';
import { activationFigures } from '../test/bench/activation.ts';
import { clusterFigures } from '../test/bench/cluster.ts';
import { labFigures } from '../test/bench/labs.ts';
import { panelFigures } from '../test/bench/panel.ts';
import { keystrokeFigures } from '../test/bench/keystroke.ts';
import { linterFigures } from '../test/bench/linters.ts';
import { languageFigures } from '../test/bench/language.ts';
import { sizeFigures } from '../test/bench/sizes.ts';

await runScript(async (signal) => {
  const isGate = process.argv.includes('--gate');
  const onlySizes = process.argv.includes('--sizes');
  const vsix = await packExtension();
  const groups: (() => Figure[] | Promise<Figure[]>)[] = [
    () => sizeFigures(repoFolder, vsix),
    ...(onlySizes
      ? []
      : [
          keystrokeFigures,
          languageFigures,
          () => linterFigures(`${repoFolder}/dist/cli.js`),
          () => activationFigures(signal),
          () => panelFigures(vsix),
          () => labFigures(repoFolder),
          () => clusterFigures(repoFolder),
        ]),
  ];
  const missed: string[] = [];
  for (const group of groups) {
    for (const figure of await group()) {
      const ratio = ratioOf(figure);
      const line = ratio === undefined ? figure : { ...figure, ratio };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      if (isMissed(figure, ratio)) missed.push(figure.name);
    }
  }
  if (!isGate || missed.length === 0) return 0;
  process.stderr.write(`Missed: ${missed.join(', ')}\n`);
  return 1;
});

/** Times drift on shared machines, so the gate looks at ratios and sizes. */
function isMissed({ unit, ours, budget, wantedRatio }: Figure, ratio: number | undefined): boolean {
  if (unit === 'KB') return ours.median > budget;
  return wantedRatio !== undefined && (ratio ?? 0) < wantedRatio;
}
