import { execFileSync } from 'node:child_process';
import { copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Image, type ImageConfig, imageOf } from './image.ts';

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The images that containers run in: public names, contents of our own made from Debian's packages.
 * @param folder where their files are put together
 * @param packages the folder that stands for `/` in Debian's packages
 * @param pause the program of the sandbox container
 */
export async function makeImages(
  folder: string,
  packages: string,
  pause: string,
): Promise<readonly Image[]> {
  const rootOf = (name: string): string => join(folder, name);
  await mkdir(rootOf('pause'), { recursive: true });
  await copyFile(pause, join(rootOf('pause'), 'pause'));
  await makeBusybox(rootOf('busybox'), packages);
  await cp(rootOf('busybox'), rootOf('nginx'), { recursive: true, verbatimSymlinks: true });
  await addNginx(rootOf('nginx'), packages);
  const images = await Promise.all([
    imagesOf(
      rootOf('pause'),
      { Entrypoint: ['/pause'], User: '65535:65535' },
      named('registry.k8s.io/pause', ['3.9', '3.10']),
    ),
    imagesOf(
      rootOf('busybox'),
      { Env: [PATH], Cmd: ['sh'] },
      named('docker.io/library/busybox', ['latest', '1.28', '1.36', '1.37']),
    ),
    imagesOf(
      rootOf('nginx'),
      {
        Env: [PATH, 'NGINX_VERSION=1.22.1'],
        Cmd: ['nginx', '-g', 'daemon off;'],
        ExposedPorts: { '80/tcp': {} },
        StopSignal: 'SIGQUIT',
      },
      named('docker.io/library/nginx', [
        ...['latest', 'alpine', '1.25', '1.27', '1.28'],
        ...['1.27-alpine', '1.28-alpine'],
      ]),
    ),
  ]);
  return images.flat();
}

/** One image a name: images with the same content would be one, and pulled once for all names. */
async function imagesOf(
  root: string,
  config: ImageConfig,
  names: readonly string[],
): Promise<readonly Image[]> {
  return Promise.all(
    names.map((name) => imageOf(root, { ...config, Labels: { 'k8s-labs.image': name } }, [name])),
  );
}

function named(repository: string, tags: readonly string[]): readonly string[] {
  return tags.map((tag) => `${repository}:${tag}`);
}

async function makeBusybox(root: string, packages: string): Promise<void> {
  const busybox = join(packages, 'bin', 'busybox');
  for (const name of ['bin', 'etc', 'root', 'home', 'var/log', 'usr/bin', 'usr/sbin', 'sbin']) {
    await mkdir(join(root, name), { recursive: true });
  }
  await mkdir(join(root, 'tmp'), { mode: 0o1777 });
  await copyFile(busybox, join(root, 'bin', 'busybox'));
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const applet of applets) {
    if (applet !== 'busybox') await symlink('busybox', join(root, 'bin', applet));
  }
  await writeFile(
    join(root, 'etc', 'passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101::/home:/bin/false\nnobody:x:65534:65534::/home:/bin/false\n',
  );
  await writeFile(join(root, 'etc', 'group'), 'root:x:0:\nnginx:x:101:\nnogroup:x:65534:\n');
}

async function addNginx(root: string, packages: string): Promise<void> {
  const nginx = join(packages, 'usr', 'sbin', 'nginx');
  await install(nginx, join(root, 'usr', 'sbin', 'nginx'));
  // "libc.so.6 => /lib/…/libc.so.6 (0x…)": a package's own libraries come from the packages.
  const libraries = execFileSync('ldd', [nginx], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  for (const library of libraries) {
    const place = library.startsWith(packages) ? library.slice(packages.length) : library;
    await install(library, join(root, place));
  }
  const configuration = join(root, 'etc', 'nginx');
  for (const name of [
    configuration,
    ...['usr/share/nginx/html', 'var/log/nginx', 'var/lib/nginx', 'run'].map((each) =>
      join(root, each),
    ),
  ]) {
    await mkdir(name, { recursive: true });
  }
  await copyFile(join(packages, 'etc', 'nginx', 'mime.types'), join(configuration, 'mime.types'));
  await writeFile(
    join(configuration, 'nginx.conf'),
    `user nginx;
worker_processes 1;
error_log /dev/stderr notice;
pid /run/nginx.pid;
events { worker_connections 512; }
http {
  include mime.types;
  access_log /dev/stdout;
  server {
    listen 80;
    location / { root /usr/share/nginx/html; index index.html; }
  }
}
`,
  );
  await writeFile(
    join(root, 'usr', 'share', 'nginx', 'html', 'index.html'),
    '<!DOCTYPE html>\n<title>Welcome to nginx!</title>\n<h1>Welcome to nginx!</h1>\n',
  );
}

async function install(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
