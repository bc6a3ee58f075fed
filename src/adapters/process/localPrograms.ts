import { join } from 'node:path';
import type { Kubectl, ProgramAnswer, Programs } from '../../core/ports.ts';
import { findProgram } from './findProgram.ts';
import { runProgram } from './runProgram.ts';

/** How programs that labs use are asked for their version. Nothing else is run to find one. */
const VERSION_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  argocd: ['version', '--client', '--short'],
  cosign: ['version'],
  docker: ['--version'],
  flux: ['--version'],
  git: ['--version'],
  go: ['version'],
  helm: ['version', '--short'],
  istioctl: ['version', '--remote=false'],
  k3d: ['version'],
  kind: ['version'],
  kubectl: ['version', '--client'],
  kustomize: ['version'],
  linkerd: ['version', '--client', '--short'],
  minikube: ['version', '--short'],
  node: ['--version'],
  podman: ['--version'],
};

/** Most output of a program that is kept. */
const MAX_OUTPUT_CHARS = 16 * 1024;

/** Programs of this machine, started without a shell. */
export class LocalPrograms implements Programs {
  readonly #kubectl: Kubectl;

  /** @param kubectl which kubectl the labs use: it need not be on the PATH */
  constructor(kubectl: Kubectl) {
    this.#kubectl = kubectl;
  }

  async find(name: string, signal: AbortSignal): Promise<{ version: string } | undefined> {
    const path = await this.#pathOf(name);
    if (path === undefined) return undefined;
    const args = VERSION_ARGUMENTS[name];
    if (args === undefined) return { version: '' };
    const { code, stdout } = await runProgram(path, args, { signal });
    return { version: code === 0 ? (/v?\d+\.\d+(?:\.\d+)?[\w.+-]*/.exec(stdout)?.[0] ?? '') : '' };
  }

  async run(
    argv: readonly string[],
    { cwd, kubeconfig }: { cwd: string; kubeconfig: string },
    signal: AbortSignal,
  ): Promise<ProgramAnswer> {
    const [name = '', ...args] = argv;
    const isPath = name.includes('/') || name.includes('\\');
    const program = isPath ? join(cwd, name) : await this.#pathOf(name);
    if (program === undefined) return { code: 127, stdout: '', stderr: `${name}: not found` };
    const env = { ...process.env, KUBECONFIG: kubeconfig };
    const { code, stdout, stderr } = await runProgram(program, args, {
      env,
      cwd,
      signal,
      asGroup: true,
    });
    return {
      code,
      stdout: stdout.slice(0, MAX_OUTPUT_CHARS),
      stderr: stderr.slice(0, MAX_OUTPUT_CHARS),
    };
  }

  async #pathOf(name: string): Promise<string | undefined> {
    return name === 'kubectl' ? this.#kubectl.path() : findProgram(name);
  }
}
