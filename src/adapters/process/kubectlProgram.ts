import { copyFile, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../core/errors.ts';
import type { Kubectl } from '../../core/ports.ts';
import { findProgram, isRunnable } from './findProgram.ts';
import { runProgram } from './runProgram.ts';

const NEXT = 'Install kubectl, or build the practice cluster, which carries one.';

/** kubectl from the setting, the PATH, or our own binary, which is kubectl when called by that name. */
export class KubectlProgram implements Kubectl {
  readonly #options: {
    setting: () => string | undefined;
    clusterBinary: () => Promise<string | undefined>;
    stateFolder: string;
  };

  constructor(options: {
    setting: () => string | undefined;
    clusterBinary: () => Promise<string | undefined>;
    stateFolder: string;
  }) {
    this.#options = options;
  }

  async path(): Promise<string | undefined> {
    const setting = this.#options.setting();
    if (setting) return (await isRunnable(setting)) ? setting : undefined;
    return (await findProgram('kubectl')) ?? (await this.#ownKubectl());
  }

  /** The folder to put on a terminal's PATH: only where the PATH has no kubectl of its own. */
  async folder(): Promise<string | undefined> {
    if ((await findProgram('kubectl')) !== undefined) return undefined;
    return (await this.#ownKubectl()) === undefined ? undefined : this.#folder();
  }

  async run(
    args: readonly string[],
    options: { kubeconfig: string; cwd: string },
    signal: AbortSignal,
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const program = await this.path();
    if (program === undefined) {
      throw new LabError('kubectl-missing', 'There is no kubectl on this machine.', { next: NEXT });
    }
    const env = { ...process.env, KUBECONFIG: options.kubeconfig };
    return runProgram(program, args, { env, cwd: options.cwd, signal });
  }

  #folder(): string {
    return join(this.#options.stateFolder, 'bin');
  }

  /** A link named kubectl to our binary, made anew whenever the binary moved. */
  async #ownKubectl(): Promise<string | undefined> {
    const binary = await this.#options.clusterBinary();
    if (binary === undefined) return undefined;
    await mkdir(this.#folder(), { recursive: true, mode: 0o700 });
    const link = join(this.#folder(), process.platform === 'win32' ? 'kubectl.exe' : 'kubectl');
    await rm(link, { force: true });
    // Windows lets only administrators make links.
    await (process.platform === 'win32' ? copyFile(binary, link) : symlink(binary, link));
    return link;
  }
}
