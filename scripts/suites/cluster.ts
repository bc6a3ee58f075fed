import { ensureClusterBinary } from '../toolchain/clusterBinary.ts';
import { buildExtension } from '../toolchain/extensionBuild.ts';
import { runMocha } from './mochaSuite.ts';
import type { Suite } from './suite.ts';

/** Checks, clean-up and command line against a real API server. */
export const cluster: Suite = {
  name: 'cluster',
  text: 'checks and clean-up against a real Kubernetes API server',
  guessMs: 60_000,
  async run(context) {
    const binary = await ensureClusterBinary();
    await buildExtension({ tests: false });
    return runMocha({
      files: 'test/cluster/**/*.test.ts',
      timeoutMs: 60_000,
      context,
      env: { K8S_LABS_CLUSTER_BIN: binary },
    });
  },
};
