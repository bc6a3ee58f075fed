import { child, items, scalar, textAt } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';

/** What a PersistentVolumeClaim asks for, or a PersistentVolume has. */
export interface VolumeFacts {
  readonly spec: YamlNode | undefined;
  readonly storageClass: YamlScalar | undefined;
  readonly accessModes: readonly YamlScalar[];
  /** Requested by a claim, or the capacity of a volume. */
  readonly storage: YamlScalar | undefined;
  /** `Filesystem` when none is written. */
  readonly volumeMode: string;
}

export function claimFacts({ root }: KubernetesDocument): VolumeFacts {
  const spec = child(root, 'spec');
  return facts(spec, scalar(child(child(child(spec, 'resources'), 'requests'), 'storage')));
}

export function volumeFacts({ root }: KubernetesDocument): VolumeFacts {
  const spec = child(root, 'spec');
  return facts(spec, scalar(child(child(spec, 'capacity'), 'storage')));
}

function facts(spec: YamlNode | undefined, storage: YamlScalar | undefined): VolumeFacts {
  return {
    spec,
    storage,
    storageClass: scalar(child(spec, 'storageClassName')),
    accessModes: items(child(spec, 'accessModes')).flatMap((mode) => scalar(mode) ?? []),
    volumeMode: textAt(spec, 'volumeMode') ?? 'Filesystem',
  };
}
