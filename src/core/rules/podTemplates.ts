import { child, items, nodeAt, pairs, scalar, textAt, type YamlPath } from '../yaml/access.ts';
import type { YamlMapping, YamlNode, YamlScalar } from '../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from './kubernetesDocument.ts';

/** The description of pods inside a workload, or a Pod itself. */
export interface PodTemplate {
  readonly document: KubernetesDocument;
  /** The mapping that holds `metadata` and `spec`; for a Pod the document's root. */
  readonly node: YamlMapping;
  readonly metadata: YamlNode | undefined;
  readonly spec: YamlNode | undefined;
  readonly labels: ReadonlyMap<string, YamlScalar>;
  /** All containers in the order in which they start. */
  readonly containers: readonly Container[];
}

/** Where the pod template stands, by group and kind. */
const TEMPLATE_PATHS: ReadonlyMap<string, YamlPath> = new Map([
  ['/Pod', []],
  ['/ReplicationController', ['spec', 'template']],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/StatefulSet', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** Kinds that hold a pod template. */
export const POD_KINDS: readonly string[] = [...TEMPLATE_PATHS.keys()].map((id) =>
  id.slice(id.indexOf('/') + 1),
);

/**
 * The pod template of a document; undefined when its kind has none or it is not written yet. Rules
 * get it from the set, which keeps it.
 */
export function podTemplate(document: KubernetesDocument): PodTemplate | undefined {
  const path = TEMPLATE_PATHS.get(`${apiGroup(document)}/${document.kind}`);
  if (path === undefined) return undefined;
  const node = nodeAt(document.root, path);
  if (node?.kind !== 'mapping') return undefined;
  const metadata = child(node, 'metadata');
  const spec = child(node, 'spec');
  return {
    document,
    node,
    metadata,
    spec,
    labels: labelsOf(child(metadata, 'labels')),
    containers: containersOf(spec),
  };
}

/** A mapping of labels by key; values that were not written are left out. */
export function labelsOf(node: YamlNode | undefined): ReadonlyMap<string, YamlScalar> {
  const labels = new Map<string, YamlScalar>();
  for (const { name, value } of pairs(node)) {
    const text = scalar(value);
    if (text !== undefined) labels.set(name, text);
  }
  return labels;
}

export type ContainerRole = 'container' | 'init' | 'sidecar' | 'ephemeral';

export interface Container {
  readonly node: YamlMapping;
  readonly nameNode: YamlScalar | undefined;
  /** How messages name it: its name, or its place when it has none. */
  readonly label: string;
  readonly role: ContainerRole;
}

const CONTAINER_FIELDS = [
  ['initContainers', 'init'],
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

function containersOf(spec: YamlNode | undefined): Container[] {
  return CONTAINER_FIELDS.flatMap(([field, listed]) =>
    items(child(spec, field)).flatMap((node, index) => {
      if (node.kind !== 'mapping') return [];
      const nameNode = scalar(child(node, 'name'));
      const isSidecar = listed === 'init' && textAt(node, 'restartPolicy') === 'Always';
      const role = isSidecar ? 'sidecar' : listed;
      return [{ node, nameNode, label: nameNode?.text ?? `number ${index + 1}`, role }];
    }),
  );
}
