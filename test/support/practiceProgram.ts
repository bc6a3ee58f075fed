import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KubeClusters } from '../../src/adapters/kube/kubeClusters.ts';
import type { Cluster } from '../../src/core/ports.ts';
import { limit } from './practiceCluster.ts';

/** The program: the one that the suite built, else the last that was built. */
export const BINARY =
  process.env['K8S_LABS_CLUSTER_BIN'] ??
  fileURLToPath(new URL('../../dist/bin/k8s-labs-cluster', import.meta.url));

/** A line of the program's protocol. */
export interface Line {
  readonly ready?: boolean;
  readonly joined?: boolean;
  readonly phase?: string;
  readonly error?: string;
  readonly message?: string;
  readonly next?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly learnerKubeconfig?: string;
  readonly server?: string;
  readonly pid?: number;
}

/** A start in the foreground: its lines, and its end. */
export class Start {
  readonly child: ChildProcess;
  readonly lines: Line[] = [];
  /** What it printed besides: nothing, as its protocol has it. */
  readonly others: string[] = [];
  readonly ended: Promise<number>;
  readonly #listeners = new Set<() => void>();

  constructor(data: string, ...more: string[]) {
    this.child = spawn(BINARY, ['start', '--data', data, ...more], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stdin?.on('error', () => undefined);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (text) => {
        if (text.startsWith('{')) this.lines.push(JSON.parse(text) as Line);
        else this.others.push(text);
        this.#listeners.forEach((each) => each());
      });
    }
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code) => {
        this.#listeners.forEach((each) => each());
        resolve(code ?? -1);
      });
    });
  }

  /** The first line for which this is true. */
  async line(isMeant: (line: Line) => boolean): Promise<Line> {
    const late = AbortSignal.timeout(90_000);
    for (;;) {
      const found = this.lines.find(isMeant);
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(JSON.stringify(this.lines));
      late.throwIfAborted();
      await new Promise<void>((resolve) => {
        const heard = (): void => {
          this.#listeners.delete(heard);
          resolve();
        };
        this.#listeners.add(heard);
        setTimeout(heard, 1_000);
      });
    }
  }

  async ready(): Promise<Line> {
    return this.line(({ ready }) => ready === true);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async leave(): Promise<number> {
    this.child.stdin?.end();
    return this.ended;
  }
}

/** Runs another verb of the program to its end. */
export async function program(
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(BINARY, args)) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

/** The failure that a verb told last. */
export function failureOf(text: string): Line {
  return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Line;
}

/** Opens the practice cluster of a kubeconfig as whoever it names. @param folder for state */
export async function openPractice(
  folder: string,
  kubeconfig: string | undefined,
): Promise<Cluster> {
  const clusters = new KubeClusters({
    stateFolder: folder,
    kubeconfig: () => kubeconfig,
    practice: { status: async () => ({ state: 'stopped' }) },
  });
  return clusters.open({ name: 'k8s-labs-practice', kubeconfig }, limit());
}
