import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';
import { forgetOldBuilds } from '../bootstrap/forgetOldBuilds.mjs';
import { installOnce } from '../bootstrap/installOnce.mjs';
import type { Report } from '../bootstrap/progress.mjs';
import { runLogged } from '../bootstrap/runLogged.mjs';
import { goVersion } from '../cluster/goVersion.mjs';
import { versionFlags } from '../cluster/versionFlags.mjs';

/** A Go module below test/cluster/realNode/programs, and what is built from it. */
interface Module {
  readonly name: string;
  /** Flags besides those that all have. */
  readonly flags: readonly string[];
  /** `tool` stands for the tools that go.mod names. */
  readonly packages: readonly string[];
  /** Further names for the first program. */
  readonly names: readonly string[];
}

const programsFolder = join(repoFolder, 'test', 'cluster', 'realNode', 'programs');

const modules: readonly Module[] = [
  {
    name: 'kubernetes',
    flags: [],
    packages: ['.', './pause'],
    names: [
      ...['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
      ...['kubelet', 'kube-proxy', 'kubeadm'],
    ],
  },
  {
    name: 'containerd',
    // Snapshotters and the rest that a test node does without.
    flags: ['-tags', 'no_btrfs,no_zfs,no_devmapper,no_aufs,no_tracing,no_systemd'],
    packages: ['tool'],
    names: [],
  },
  { name: 'cni', flags: [], packages: ['tool'], names: [] },
  { name: 'coredns', flags: [], packages: ['.'], names: [] },
  { name: 'networkpolicy', flags: [], packages: ['.'], names: [] },
  { name: 'metrics', flags: [], packages: ['tool'], names: [] },
];

/** This branch's and another's. */
const KEPT_BUILDS = 2;

const step = 'Building the programs of the real node';

/**
 * Builds what a real node runs, each module once for as long as its sources stay the same.
 * @returns the folders with the programs, by module
 * @throws StepError
 */
export async function ensureNodePrograms(
  onProgress: (progress: Report) => void,
): Promise<ReadonlyMap<string, string>> {
  const version = goVersion(step);
  const folders = new Map<string, string>();
  for (const module of modules) {
    const name = `real-${module.name}-${hashBuild(module, version)}`;
    onProgress({ done: folders.size, total: modules.length, text: module.name });
    const folder = await installOnce({ name, versions: { go: version } }, (partial) =>
      build(module, partial),
    );
    await forgetOldBuilds(folder, `real-${module.name}-`, KEPT_BUILDS);
    folders.set(module.name, folder);
  }
  return folders;
}

async function build({ name, flags, packages, names }: Module, folder: string): Promise<void> {
  const cwd = join(programsFolder, name);
  const version = name === 'kubernetes' ? ` ${versionFlags(join(cwd, 'go.mod'))}` : '';
  await runLogged({
    step,
    command: 'go',
    // The flags of the practice cluster's build: what both are linked from is compiled once.
    args: [
      ...['build', '-trimpath', ...flags, '-ldflags', `-s -w${version}`],
      ...['-o', `${folder}/`, ...packages],
    ],
    cwd,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    limitMs: 40 * 60_000,
    next: 'see that the Go module proxy can be reached and that 8 GB of disk are free, then run the same command again',
  });
  for (const alias of names) await symlink('kubernetes', join(folder, alias));
}

function hashBuild(module: Module, goVersionText: string): string {
  const hash = createHash('sha256').update(`${goVersionText} ${JSON.stringify(module)}`);
  const folder = join(programsFolder, module.name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files)
    hash.update(`\0${file.slice(folder.length)}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 20);
}
