import { rmdir } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_IP } from '../../test/cluster/realNode/places.ts';
import { repoFolder } from '../bootstrap/folders.mjs';
import { withProgress } from '../bootstrap/progress.mjs';
import { controlGroupRoots, whyNoRealNode } from '../realNode/allowed.ts';
import { ensureDebianPackages } from '../realNode/packages.ts';
import { ensureNodePrograms } from '../realNode/programs.ts';
import { ensureClusterBinary } from '../toolchain/clusterBinary.ts';
import { buildExtension } from '../toolchain/extensionBuild.ts';
import { runMocha } from './mochaSuite.ts';
import type { Suite } from './suite.ts';

const firstBuildMs = 6 * 60_000;
const world = join(repoFolder, 'test', 'cluster', 'realNode', 'world.sh');

/** Labs, checks and the practice cluster's promises against containers that really run. */
export const real: Suite = {
  name: 'real',
  text: 'real containers on a real node, and the practice cluster beside it',
  guessMs: 4 * 60_000,
  async run(context) {
    const why = whyNoRealNode();
    if (why !== undefined) {
      process.stdout.write(`  – skipped: ${why}\n`);
      return { passed: 0, failed: 0, skipped: 1 };
    }
    const binary = await ensureClusterBinary();
    await buildExtension({ tests: false });
    const { packages, programs } = await withProgress(
      { id: 'real-node', text: 'Setting up the real node', guessMs: firstBuildMs },
      async (onProgress) => ({
        packages: await ensureDebianPackages(),
        programs: await ensureNodePrograms(onProgress),
      }),
    );
    // One of this run's own: two runs at once would clear away each other's Pods.
    const controlGroup = `k8s-labs-real-${process.pid}`;
    const folder = (module: string): string => programs.get(module) ?? '';
    try {
      return await runMocha({
        files: 'test/real/**/*.test.ts',
        timeoutMs: 120_000,
        context,
        // A machine of its own: when its first process ends, all that ran in it is gone.
        within: [
          ...['unshare', '--mount', '--net', '--pid', '--ipc', '--uts'],
          ...['--fork', '--kill-child', '--mount-proc', 'sh', world],
        ],
        env: {
          ...debianEnvironment(packages, [...programs.values()]),
          K8S_LABS_CLUSTER_BIN: binary,
          K8S_LABS_NODE_IP: NODE_IP,
          K8S_LABS_NODE_CGROUP: controlGroup,
          K8S_LABS_NODE_LOGS: join(context.results, 'node'),
          K8S_LABS_PACKAGES: packages,
          K8S_LABS_PAUSE: join(folder('kubernetes'), 'pause'),
          K8S_LABS_CNI: folder('cni'),
        },
      });
    } finally {
      await removeControlGroups(controlGroup);
    }
  },
};

/** Programs and libraries of packages that are unpacked, not installed. */
function debianEnvironment(root: string, programs: readonly string[]): NodeJS.ProcessEnv {
  const libraries = globSync('{lib,usr/lib}/*-linux-gnu', { cwd: root }).map((name) =>
    join(root, name),
  );
  const bin = ['usr/sbin', 'sbin', 'usr/bin', 'bin'].map((name) => join(root, name));
  return {
    PATH: [...programs, ...bin, process.env['PATH']].join(':'),
    LD_LIBRARY_PATH: libraries.join(':'),
    XTABLES_LIBDIR: libraries.map((name) => join(name, 'xtables')).join(':'),
  };
}

/** The only thing that the node leaves behind: the deepest first, which is the order of removal. */
async function removeControlGroups(name: string): Promise<void> {
  for (const root of controlGroupRoots()) {
    const groups = globSync(`${name}/**/`, { cwd: root }).sort((a, b) => b.length - a.length);
    for (const group of groups) await rmdir(join(root, group)).catch(() => undefined);
  }
}
