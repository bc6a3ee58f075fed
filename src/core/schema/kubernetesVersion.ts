/** The 37 of `1.37`, `v1.37.2` and the like; undefined for text that is no version of Kubernetes. */
export function kubernetesMinor(version: string): number | undefined {
  const minor = /^v?1\.(\d{1,3})(?:[.+-].*)?$/.exec(version.trim())?.[1];
  return minor === undefined ? undefined : Number(minor);
}
