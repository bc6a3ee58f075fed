import { child, items, scalar } from '../../yaml/access.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Container, PodTemplate } from '../podTemplates.ts';

/** A use of a volume by a container. */
export interface Mount {
  readonly node: YamlMapping;
  readonly name: YamlScalar;
  readonly field: (typeof MOUNT_FIELDS)[number];
}

const MOUNT_FIELDS = ['volumeMounts', 'volumeDevices'] as const;

/** The volumes that a container uses; entries without a name are still being written. */
export function mountsOf({ node }: Pick<Container, 'node'>): Mount[] {
  return MOUNT_FIELDS.flatMap((field) =>
    items(child(node, field)).flatMap((mount) => {
      const name = scalar(child(mount, 'name'));
      return mount.kind !== 'mapping' || name === undefined ? [] : [{ node: mount, name, field }];
    }),
  );
}

/**
 * The volumes of a Pod by name; undefined while one of them has no name yet, or while `volumes` is
 * something else than a list: it could become any.
 */
export function volumeNames({ spec }: PodTemplate): ReadonlyMap<string, YamlScalar> | undefined {
  const list = child(spec, 'volumes');
  const isUnwritten = list?.kind === 'scalar' && list.value === null;
  if (list !== undefined && list.kind !== 'sequence' && !isUnwritten) return undefined;
  return namesOf(items(list));
}

/** The volumes that a StatefulSet makes for each of its Pods, by name. */
export function claimTemplateNames(document: KubernetesDocument): ReadonlyMap<string, YamlScalar> {
  if (document.kind !== 'StatefulSet') return new Map();
  const templates = items(child(child(document.root, 'spec'), 'volumeClaimTemplates'));
  const metadata = templates.flatMap((template) => child(template, 'metadata') ?? []);
  return namesOf(metadata) ?? new Map();
}

function namesOf(
  nodes: readonly Parameters<typeof child>[0][],
): ReadonlyMap<string, YamlScalar> | undefined {
  const names = new Map<string, YamlScalar>();
  for (const node of nodes) {
    const name = scalar(child(node, 'name'));
    if (name === undefined) return undefined;
    names.set(name.text, name);
  }
  return names;
}
