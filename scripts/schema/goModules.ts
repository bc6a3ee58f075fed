import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Folders of the Go modules that one minor version of Kubernetes is made of. */
export interface KubernetesSources {
  readonly minor: number;
  readonly kubernetes: string;
  readonly api: string;
  readonly apimachinery: string;
}

/** Brings the modules of a release (`1.37.2`) into Go's module cache. */
export async function kubernetesSources(release: string): Promise<KubernetesSources> {
  const [, minor = '', patch = ''] = release.split('.');
  const [kubernetes, api, apimachinery] = await Promise.all([
    moduleFolder(`k8s.io/kubernetes@v1.${minor}.${patch}`),
    moduleFolder(`k8s.io/api@v0.${minor}.${patch}`),
    moduleFolder(`k8s.io/apimachinery@v0.${minor}.${patch}`),
  ]);
  return { minor: Number(minor), kubernetes, api, apimachinery };
}

async function moduleFolder(module: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', module]);
  const { Dir } = JSON.parse(stdout) as { Dir?: string };
  if (Dir === undefined) throw new Error(`go mod download brought no folder for ${module}`);
  return Dir;
}
