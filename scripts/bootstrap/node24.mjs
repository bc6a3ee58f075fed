// @ts-check
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installOnce } from './installOnce.mjs';
import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

/** The extension host of VS Code >= 1.125 is Node 24, and Node 24 runs TypeScript directly. */
const wantedMajor = 24;
const version = '24.21.0';

/**
 * Makes sure of a Node 24: the running one when it is new enough, else the one of the cache.
 * @returns {Promise<{ node: string, bin: string }>} the program, and its folder for PATH
 */
export async function ensureNode24() {
  if (Number.parseInt(process.versions.node, 10) >= wantedMajor) {
    return { node: process.execPath, bin: dirname(process.execPath) };
  }
  const folder = await installOnce(
    { name: `node-${version}`, versions: { node: version }, onWait: tellWaiting },
    (target) =>
      withProgress(
        { id: 'node24', text: `Downloading Node ${version}`, guessMs: 8_000 },
        async () => {
          await writeFile(join(target, 'package.json'), '{"name":"node24","private":true}');
          await runNpm({
            step: `Downloading Node ${version}`,
            // Its install script fetches the platform's package, so a general ban must not apply.
            args: ['install', '--ignore-scripts=false', `node@${version}`],
            cwd: target,
          });
        },
      ),
  );
  const bin = join(folder, 'node_modules', 'node', 'bin');
  return { node: join(bin, process.platform === 'win32' ? 'node.exe' : 'node'), bin };
}

function tellWaiting() {
  process.stderr.write('· Another start is downloading Node, waiting for it\n');
}
