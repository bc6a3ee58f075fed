import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce } from '../bootstrap/installOnce.mjs';
import { runLogged } from '../bootstrap/runLogged.mjs';

/** What a node calls, and what the images of the tests are made of. */
const packages = ['runc', 'iptables', 'conntrack', 'iproute2', 'nginx', 'busybox-static'] as const;

/** Names for one program that the package gives itself only when it is installed. */
const iptablesNames = ['iptables', 'ip6tables'].flatMap((name) => [
  name,
  `${name}-save`,
  `${name}-restore`,
]);

const step = "Fetching Debian's packages for the real node";
const next =
  "see that Debian's packages can be reached (apt-get update), then run the same command again";

/**
 * Fetches Debian's packages and unpacks them into the cache: nothing is installed on this machine.
 * @returns the folder that stands for `/` in them
 * @throws StepError
 */
export async function ensureDebianPackages(): Promise<string> {
  const release = (await readFile('/etc/debian_version', 'utf8')).trim();
  const hash = createHash('sha256')
    .update(`${release} ${[...packages, ...iptablesNames].join(' ')}`)
    .digest('hex');
  const folder = await installOnce(
    { name: `real-packages-${hash.slice(0, 20)}`, versions: { debian: release } },
    fetchAndUnpack,
  );
  return join(folder, 'root');
}

async function fetchAndUnpack(folder: string): Promise<void> {
  const archives = join(folder, 'archives');
  const root = join(folder, 'root');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(root);
  const run = (command: string, ...args: string[]): Promise<string> =>
    runLogged({ step, command, args, next });
  await run('apt-get', 'update');
  await run(
    ...(['apt-get', 'install', '--yes', '--download-only', '--reinstall'] as const),
    ...['--no-install-recommends', '-o', `Dir::Cache::archives=${archives}`],
    // Left to this machine, apt would drop its rights and then not be able to write here.
    ...['-o', 'APT::Sandbox::User=root', ...packages],
  );
  for (const file of await readdir(archives)) {
    if (file.endsWith('.deb')) await run('dpkg-deb', '--extract', join(archives, file), root);
  }
  for (const name of iptablesNames) {
    await symlink('xtables-nft-multi', join(root, 'usr', 'sbin', name));
  }
  await rm(archives, { recursive: true });
}
