import { LabError } from '../../errors.ts';
import { serves } from '../../kubernetes/serves.ts';
import type { KubeObject } from '../../kubernetes/objects.ts';
import type { Cluster } from '../../ports.ts';
import type { KubernetesSchema } from '../../schema/kubernetesSchema.ts';
import { child, toValue } from '../../yaml/access.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import { labelsOf } from '../podTemplates.ts';
import { workloadSelector } from '../selectorNodes.ts';
import type { ClusterFacts } from './clusterFacts.ts';
import { outsideReferences } from './outsideReferences.ts';

export interface GatherOptions {
  readonly cluster: Cluster;
  /** Where an object goes that names no namespace. */
  readonly namespace: string;
  readonly set: ObjectSet;
  readonly schema: KubernetesSchema;
  readonly signal: AbortSignal;
}

const CORE = 'v1';

/**
 * Reads what a cluster says about an object; nothing is changed there.
 * @throws LabError when the cluster cannot be reached at all
 */
export async function gatherFacts(
  document: KubernetesDocument,
  options: GatherOptions,
): Promise<ClusterFacts> {
  const { cluster, namespace, signal } = options;
  const { apiVersion, kind, name = '' } = document;
  const where = document.namespace ?? namespace;
  const object = objectOf(document, where);
  const isServed = await serves(cluster, { apiVersion, kind }, signal);
  const ref = { apiVersion, kind, name, namespace: where };
  const list = (listed: string, of: string, labelSelector?: string, inNamespace = true) =>
    readable(() =>
      cluster.list(
        {
          apiVersion: of,
          kind: listed,
          ...(inNamespace ? { namespace: where } : {}),
          ...(labelSelector === undefined ? {} : { labelSelector }),
        },
        signal,
      ),
    );
  const isWorkload = options.set.podOf(document) !== undefined;
  const answer =
    isServed && object !== undefined ? await cluster.tryApply(object, signal) : undefined;
  const live = isServed && name !== '' ? await readable(() => cluster.get(ref, signal)) : undefined;
  return {
    context: cluster.pin.context,
    isServed,
    answer,
    live,
    pods: await podsOf(document, live, (selector) => list('Pod', CORE, selector)),
    nodes: isWorkload ? await list('Node', CORE, undefined, false) : undefined,
    endpointSlices:
      kind === 'Service'
        ? await list('EndpointSlice', 'discovery.k8s.io/v1', `kubernetes.io/service-name=${name}`)
        : undefined,
    storageClasses: /^(?:PersistentVolumeClaim|StatefulSet)$/.test(kind)
      ? await list('StorageClass', 'storage.k8s.io/v1', undefined, false)
      : undefined,
    ingressClasses:
      kind === 'Ingress'
        ? await list('IngressClass', 'networking.k8s.io/v1', undefined, false)
        : undefined,
    hasMetrics:
      kind === 'HorizontalPodAutoscaler'
        ? await serves(
            cluster,
            { apiVersion: 'metrics.k8s.io/v1beta1', kind: 'PodMetrics' },
            signal,
          )
        : undefined,
    existing: await existing(document, options, where),
  };
}

/** As JSON, in the namespace that it goes to; undefined for what has no name to send it to. */
function objectOf(document: KubernetesDocument, namespace: string): KubeObject | undefined {
  const value = toValue(document.root) as KubeObject;
  if (document.name === undefined) return undefined;
  return { ...value, metadata: { ...value.metadata, namespace } };
}

/** Undefined for what may not be read or does not exist; other failures are the cluster's. */
async function readable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const isHidden =
      error instanceof LabError &&
      ['forbidden', 'kind-not-served', 'cluster-refused'].includes(error.reason);
    if (isHidden) return undefined;
    throw error;
  }
}

/** The Pods that an object makes or selects. */
async function podsOf(
  document: KubernetesDocument,
  live: KubeObject | undefined,
  list: (selector: string) => Promise<KubeObject[] | undefined>,
): Promise<KubeObject[] | undefined> {
  if (document.kind === 'Pod') return live === undefined ? undefined : [live];
  const pairs =
    document.kind === 'Service'
      ? [...labelsOf(child(child(document.root, 'spec'), 'selector'))].map(
          ([key, { text }]) => `${key}=${text}`,
        )
      : (workloadSelector(document)?.pairs ?? []).map(({ name, value }) => `${name}=${value.text}`);
  return live === undefined || pairs.length === 0 ? undefined : list(pairs.join(','));
}

async function existing(
  document: KubernetesDocument,
  { cluster, schema, set, signal }: GatherOptions,
  namespace: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const { kind, name } of outsideReferences(document, { schema, set })) {
    const [served] = schema.kindsNamed(kind);
    if (served === undefined) continue;
    const ref = { apiVersion: served.apiVersion, kind, name: name.text };
    const isNamespaced = served.isNamespaced === true;
    const object = await readable(() =>
      cluster.get(isNamespaced ? { ...ref, namespace } : ref, signal),
    );
    if (object !== undefined) found.push(`${kind} ${name.text}`);
  }
  return found;
}
