import { child, findPair, items, scalar } from '../../yaml/access.ts';
import type { YamlMapping, YamlPair, YamlScalar } from '../../yaml/tree.ts';
import type { PodTemplate } from '../podTemplates.ts';

/** A volume that is a folder or file of the node. */
export interface HostPath {
  readonly volume: YamlMapping;
  readonly name: string;
  readonly pair: YamlPair;
  /** Undefined while it is being written. */
  readonly path: YamlScalar | undefined;
}

export function hostPathsOf({ spec }: PodTemplate): HostPath[] {
  return items(child(spec, 'volumes')).flatMap((volume) => {
    const pair = findPair(volume, 'hostPath');
    if (volume.kind !== 'mapping' || pair === undefined) return [];
    const path = scalar(child(child(volume, 'hostPath'), 'path'));
    return [{ volume, pair, path, name: scalar(child(volume, 'name'))?.text ?? '' }];
  });
}

/** Sockets through which a container runtime takes orders. */
export const RUNTIME_SOCKET =
  /(?:docker|containerd|crio|podman)\.sock$|^\/(?:var\/)?run\/containerd\/?$/;
