import assert from 'node:assert/strict';
import { loadCel } from '../../src/adapters/cel/loadCel.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { Lab } from '../../src/core/lab/model.ts';
import { parseLab } from '../../src/core/lab/parseLab.ts';
import type { Clusters, KubeContext, ProgramAnswer, RunStore } from '../../src/core/ports.ts';
import type { Run } from '../../src/core/run/model.ts';
import { LabRuns } from '../../src/core/run/labRuns.ts';
import { FakeClock } from './fakeClock.ts';
import { FakeCluster } from './fakeCluster.ts';
import { MemoryFiles } from './memoryFiles.ts';

export const CONTEXT: KubeContext = {
  name: 'fake',
  server: 'https://fake.example.com',
  namespace: undefined,
  isCurrent: true,
  kubeconfig: undefined,
  isPractice: true,
};

const HEAD = [
  'format: 1',
  'id: shop',
  'version: 1.0.0',
  'title: The shop',
  'summary: A shop.',
  'difficulty: beginner',
];

/** Text of a `lab.md` with these lines of front-matter besides those that every lab needs. */
export function labPage(...lines: readonly string[]): string {
  return ['---', ...HEAD, ...lines, '---', 'Welcome.', ''].join('\n');
}

/** Text of a step with these lines of front-matter. */
export function stepPage(title: string, lines: readonly string[], body = 'Do it.'): string {
  return ['---', `title: ${title}`, 'goal: It is done.', ...lines, '---', body, ''].join('\n');
}

/** A check that a ConfigMap of this name is there. */
export function wantsConfigMap(name: string): string[] {
  return [
    'checks:',
    `  - { id: ${name}, title: There is a ${name}, type: exists, target: { kind: ConfigMap, name: ${name} } }`,
  ];
}

/** A lab, a cluster, files and a store in memory, and what people do with labs over them. */
export interface Attempts {
  readonly lab: Lab;
  readonly runs: LabRuns;
  readonly cluster: FakeCluster;
  readonly files: MemoryFiles;
  readonly clock: FakeClock;
  /** What was run on the machine. */
  readonly programs: string[];
  start(variables?: Readonly<Record<string, string>>): Promise<Run>;
}

export const NEVER = new AbortController().signal;

/** @param pages texts by their path in the lab's folder */
export async function attemptsAt(
  pages: Readonly<Record<string, string>>,
  language?: string,
): Promise<Attempts> {
  const files = new MemoryFiles(
    Object.fromEntries(Object.entries(pages).map(([path, text]) => [`/labs/shop/${path}`, text])),
  );
  const source = { folder: '/labs/shop', pack: 'test', kinds: checkKinds, language };
  const lab = await parseLab(files, source);
  assert.ok(lab !== undefined);
  const cluster = new FakeCluster();
  const clock = new FakeClock();
  const programs: string[] = [];
  let tokens = 0;
  const kubeconfigs = new Map<string, string>();
  const clusters: Clusters = {
    contexts: async () => [CONTEXT],
    open: async () => cluster,
    reopen: async () => cluster,
    async writeKubeconfig(_pin, namespace, runId) {
      kubeconfigs.set(runId, `namespace: ${namespace}`);
      return `/state/${runId}`;
    },
    readKubeconfig: async (runId) => kubeconfigs.get(runId),
    removeKubeconfig: async (runId) => void kubeconfigs.delete(runId),
  };
  const runs = new LabRuns({
    clusters,
    store: memoryStore(),
    files,
    kubectl: { path: async () => undefined, run: async () => OK },
    programs: {
      find: async () => undefined,
      async run(argv) {
        programs.push(argv.join(' '));
        return OK;
      },
    },
    clock,
    random: { token: (length) => String((tokens += 1)).padStart(length, 'a') },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    loadCel,
  });
  const start = (variables: Readonly<Record<string, string>> = {}): Promise<Run> => {
    const options = { context: CONTEXT, folder: '/work/shop', variables };
    return runs.start(lab, options, () => {}, NEVER);
  };
  return { lab, runs, cluster, files, clock, programs, start };
}

const OK: ProgramAnswer = { code: 0, stdout: '', stderr: '' };

function memoryStore(): RunStore {
  const runs = new Map<string, Run>();
  return {
    list: async () => [...runs.values()],
    load: async (id) => runs.get(id),
    async update(id, change) {
      const next = change(runs.get(id));
      if (next === undefined) runs.delete(id);
      else runs.set(id, next);
      return next;
    },
    watch: () => () => {},
  };
}
