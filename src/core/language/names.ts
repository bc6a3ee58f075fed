import type { KubernetesDocument } from '../rules/kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../rules/objectSet.ts';
import type { ClusterKnowledge } from '../rules/cluster/clusterKnowledge.ts';
import { portsOf } from '../rules/containerPorts.ts';
import { dataKeys } from '../rules/references/dataKeys.ts';
import { servicePorts } from '../rules/services/servicePorts.ts';
import { child, items, textAt } from '../yaml/access.ts';

/** A name that could be written, and where it comes from. */
export interface Suggestion {
  readonly text: string;
  /** A few words beside it. */
  readonly detail: string;
}

/** What the objects around a place offer to be named there. */
export class Names {
  readonly #set: ObjectSet;
  readonly #namespace: string;
  readonly #cluster: ClusterKnowledge | undefined;

  /**
   * @param namespace of the object that is being written
   * @param cluster has names as well, behind those of the files
   */
  constructor(set: ObjectSet, namespace: string | undefined, cluster?: ClusterKnowledge) {
    this.#set = set;
    this.#cluster = cluster;
    this.#namespace = namespaceKey({ namespace });
  }

  objects(kinds: readonly string[]): Suggestion[] {
    const here = kinds.flatMap((kind) =>
      this.#ofKind(kind).flatMap(({ name }) =>
        name === undefined ? [] : [{ text: name, detail: kind }],
      ),
    );
    const there = kinds.flatMap((kind) =>
      (this.#cluster?.names.get(kind) ?? []).map((text) => {
        return { text, detail: `${kind} in ${this.#cluster?.context ?? ''}` };
      }),
    );
    return unique([...here, ...there]);
  }

  /** Keys of one ConfigMap or Secret, or of all of them when none is named. */
  keys(kind: 'ConfigMap' | 'Secret', name: string | undefined): Suggestion[] {
    return unique(
      this.#ofKind(kind)
        .filter((one) => name === undefined || name === '' || one.name === name)
        .flatMap((one) =>
          dataKeys(one).map((text) => ({ text, detail: `${kind} ${one.name ?? ''}` })),
        ),
    );
  }

  /** Ports of a Service by number or by name. */
  servicePorts(name: string | undefined, by: 'number' | 'name'): Suggestion[] {
    return unique(
      this.#ofKind('Service')
        .filter((one) => name === undefined || one.name === name)
        .flatMap((one) =>
          servicePorts(one).flatMap((entry) => {
            const text = by === 'number' ? entry.port?.text : entry.name?.text;
            return text === undefined ? [] : [{ text, detail: `Service ${one.name ?? ''}` }];
          }),
        ),
    );
  }

  /** Ports that the Pods of the namespace declare; names before numbers. */
  containerPorts(labels: ReadonlyMap<string, { readonly text: string }>): Suggestion[] {
    const ports = this.#set
      .podsWithLabels(this.#namespace, labels)
      .flatMap(({ containers }) => containers.flatMap(portsOf));
    const named = ports.flatMap(({ name, containerPort }) =>
      name === undefined ? [] : [{ text: name.text, detail: `port ${containerPort?.text ?? ''}` }],
    );
    const numbers = ports.flatMap(({ containerPort, name }) =>
      containerPort === undefined
        ? []
        : [{ text: containerPort.text, detail: name?.text ?? 'container port' }],
    );
    return unique([...named, ...numbers]);
  }

  /** Volumes of the Pods that a document describes. */
  volumes(document: KubernetesDocument | undefined): Suggestion[] {
    const pod = document === undefined ? undefined : this.#set.podOf(document);
    const templates = items(child(child(document?.root, 'spec'), 'volumeClaimTemplates'));
    const names = [
      ...items(child(pod?.spec, 'volumes')).map((volume) => textAt(volume, 'name')),
      ...templates.map((template) => textAt(child(template, 'metadata'), 'name')),
    ];
    return unique(
      names.flatMap((text) => (text === undefined ? [] : [{ text, detail: 'volume' }])),
    );
  }

  /** Keys of labels that Pods carry. */
  labelKeys(): Suggestion[] {
    const pods = [...this.#set.podsIn(this.#namespace)];
    return unique(
      pods.flatMap(({ labels, document }) =>
        [...labels].map(([text, value]) => ({
          text,
          detail: `${value.text} (${document.name ?? document.kind})`,
        })),
      ),
    );
  }

  /** Values that Pods have for the key of a label. */
  labelValues(key: string): Suggestion[] {
    const pods = [...this.#set.podsIn(this.#namespace)];
    return unique(
      pods.flatMap(({ labels, document }) => {
        const value = labels.get(key);
        return value === undefined
          ? []
          : [{ text: value.text, detail: `${document.kind} ${document.name ?? ''}` }];
      }),
    );
  }

  /** Images that are in use, the most used first. */
  images(): Suggestion[] {
    const counts = new Map<string, number>();
    for (const { containers } of this.#set.pods) {
      for (const { node } of containers) {
        const image = textAt(node, 'image');
        if (image !== undefined) counts.set(image, (counts.get(image) ?? 0) + 1);
      }
    }
    return [...counts]
      .toSorted((a, b) => b[1] - a[1])
      .map(([text, count]) => ({ text, detail: count === 1 ? 'in use' : `in use ${count} times` }));
  }

  #ofKind(kind: string): KubernetesDocument[] {
    const isLocal = !CLUSTER_SCOPED.has(kind);
    return this.#set
      .ofKind(kind)
      .filter((one) => !isLocal || namespaceKey(one) === this.#namespace);
  }
}

const CLUSTER_SCOPED = new Set([
  ...['Namespace', 'StorageClass', 'PriorityClass', 'IngressClass', 'ClusterRole'],
  ...['PersistentVolume', 'RuntimeClass', 'ValidatingAdmissionPolicy'],
]);

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  const seen = new Set<string>();
  return suggestions.filter(({ text }) => {
    if (text === '' || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
