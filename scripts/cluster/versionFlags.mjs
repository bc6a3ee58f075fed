// @ts-check
import { readFileSync } from 'node:fs';

const versionPackages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];

/**
 * What Kubernetes' own release build writes into its programs. Without it they call themselves
 * v0.0.0, and kubectl refuses to compare versions.
 * @param {string} goMod path of the go.mod that names k8s.io/kubernetes
 * @returns {string} linker flags
 */
export function versionFlags(goMod) {
  const match = /^\s*k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)$/m.exec(readFileSync(goMod, 'utf8'));
  if (match === null) throw new Error('cluster/go.mod names no version of k8s.io/kubernetes');
  const [, gitVersion, gitMajor, gitMinor] = match;
  const values = { gitVersion, gitMajor, gitMinor, gitTreeState: 'clean' };
  return versionPackages
    .flatMap((name) => Object.entries(values).map(([key, value]) => `-X ${name}.${key}=${value}`))
    .join(' ');
}
