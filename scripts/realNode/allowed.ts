import { existsSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

/**
 * A real node needs Linux, root with the right to make namespaces and control groups, and Debian's
 * packages. Go is not asked for here: the practice cluster needs it too, and says so.
 * @returns what keeps this machine from it; undefined where nothing does
 */
export function whyNoRealNode(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root';
  if (!['apt-get', 'dpkg-deb'].every((name) => existsSync(`/usr/bin/${name}`)))
    return "it needs Debian's apt-get";
  if (controlGroupRoots().length === 0) return 'it needs control groups at /sys/fs/cgroup';
  const { status } = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'true']);
  return status === 0 ? undefined : 'it needs the right to make namespaces';
}

/** The folders in which a control group of one's own is made: one a controller, or one for all. */
export function controlGroupRoots(): readonly string[] {
  const root = '/sys/fs/cgroup';
  if (!existsSync(root)) return [];
  if (existsSync(`${root}/cgroup.controllers`)) return [root];
  return readdirSync(root)
    .map((name) => `${root}/${name}`)
    .filter((folder) => existsSync(`${folder}/cgroup.procs`));
}
