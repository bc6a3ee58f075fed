import { LabError } from '../../errors.ts';
import type { KubeObject } from '../../kubernetes/objects.ts';
import type { Cluster } from '../../ports.ts';
import { customType } from '../../schema/customResources.ts';
import type { ObjectType } from '../../schema/fieldTypes.ts';
import type { KubernetesSchema } from '../../schema/kubernetesSchema.ts';
import { listAt, textIn, valueAt } from './values.ts';

/** What a cluster has that manifests may name or be written for, read at one moment. */
export interface ClusterKnowledge {
  readonly context: string;
  /** Its minor version: the 37 of 1.37. */
  readonly minor: number;
  /** Names of objects by kind. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Types of its custom resources, by `apiVersion kind`. */
  readonly types: ReadonlyMap<string, ObjectType>;
}

/** Kinds that manifests name, with whether they belong to a namespace. Content of Secrets is not kept. */
const NAMED: readonly (readonly [apiVersion: string, kind: string, isLocal: boolean])[] = [
  ['v1', 'ConfigMap', true],
  ['v1', 'Secret', true],
  ['v1', 'Service', true],
  ['v1', 'ServiceAccount', true],
  ['v1', 'PersistentVolumeClaim', true],
  ['v1', 'Namespace', false],
  ['storage.k8s.io/v1', 'StorageClass', false],
  ['scheduling.k8s.io/v1', 'PriorityClass', false],
  ['networking.k8s.io/v1', 'IngressClass', false],
];

/**
 * Reads names, version and custom resources; what may not be read is left out.
 * @throws LabError when the cluster cannot be reached
 */
export async function learnAbout(
  cluster: Cluster,
  namespace: string,
  schema: KubernetesSchema,
  signal: AbortSignal,
): Promise<ClusterKnowledge> {
  const { minor } = await cluster.version(signal);
  const names = new Map<string, readonly string[]>();
  for (const [apiVersion, kind, isLocal] of NAMED) {
    const query = { apiVersion, kind, ...(isLocal ? { namespace } : {}) };
    const objects = await listed(cluster, query, signal);
    names.set(
      kind,
      objects.map(({ metadata }) => metadata.name),
    );
  }
  const query = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
  const definitions = await listed(cluster, query, signal);
  const metadata = schema.definition('meta.v1.ObjectMeta');
  const types = new Map(definitions.flatMap((one) => typesOf(one, metadata)));
  return { context: cluster.pin.context, minor, names, types };
}

async function listed(
  cluster: Cluster,
  query: { apiVersion: string; kind: string; namespace?: string },
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  try {
    return await cluster.list(query, signal);
  } catch (error) {
    if (error instanceof LabError && /^(?:forbidden|kind-not-served)$/.test(error.reason))
      return [];
    throw error;
  }
}

function typesOf(definition: KubeObject, metadata: ObjectType): [string, ObjectType][] {
  const group = textIn(definition, 'spec.group') ?? '';
  const kind = textIn(definition, 'spec.names.kind') ?? '';
  return listAt(definition, 'spec.versions').flatMap((version): [string, ObjectType][] => {
    const name = textIn(version, 'name');
    const described = valueAt(version, 'schema.openAPIV3Schema');
    if (name === undefined || described === undefined) return [];
    return [[`${group}/${name} ${kind}`, customType(kind, described, metadata)]];
  });
}
