import type { KubernetesDocument } from './kubernetesDocument.ts';
import { type PodTemplate, podTemplate } from './podTemplates.ts';
import type { SourceFile } from './sourceFile.ts';

/**
 * The namespace an object is looked up in. An object that names none goes wherever it is applied
 * to, which for kubectl is `default` unless someone says otherwise: the two are one class.
 */
export function namespaceKey({ namespace }: Pick<KubernetesDocument, 'namespace'>): string {
  return namespace === undefined || namespace === 'default' ? '' : namespace;
}

/** All objects of one set of names, indexed for the rules that look across objects. */
export class ObjectSet {
  readonly #files = new Map<string, SourceFile>();
  readonly #objects = new Map<string, Set<KubernetesDocument>>();
  readonly #pods = new Map<KubernetesDocument, PodTemplate>();
  readonly #podsByNamespace = new Map<string, Set<PodTemplate>>();
  readonly #podsByLabel = new Map<string, Set<PodTemplate>>();
  #brokenFiles = 0;

  /** Number of files. */
  get size(): number {
    return this.#files.size;
  }

  get files(): Iterable<SourceFile> {
    return this.#files.values();
  }

  /** True while some document cannot be read: what is not found may be in there. */
  get isIncomplete(): boolean {
    return this.#brokenFiles > 0;
  }

  add(file: SourceFile): void {
    this.#files.set(file.uri, file);
    if (file.broken.length > 0 || file.size !== 'normal') this.#brokenFiles += 1;
    for (const document of file.objects) {
      insert(this.#objects, document.kind, document);
      if (document.name !== undefined) insert(this.#objects, nameKey(document), document);
      const pod = podTemplate(document);
      if (pod !== undefined) this.#addPod(pod);
    }
  }

  remove(uri: string): void {
    const file = this.#files.get(uri);
    if (file === undefined) return;
    this.#files.delete(uri);
    if (file.broken.length > 0 || file.size !== 'normal') this.#brokenFiles -= 1;
    for (const document of file.objects) {
      discard(this.#objects, document.kind, document);
      if (document.name !== undefined) discard(this.#objects, nameKey(document), document);
      const pod = this.#pods.get(document);
      if (pod !== undefined) this.#removePod(pod);
    }
  }

  /** Objects of a kind, whatever their group. */
  ofKind(kind: string): Iterable<KubernetesDocument> {
    return this.#objects.get(kind) ?? [];
  }

  /** Objects of this kind and name in the namespace of `from`. */
  find(kind: string, name: string, from: KubernetesDocument): KubernetesDocument | undefined {
    const found = this.#objects.get(`${kind} ${namespaceKey(from)} ${name}`);
    return found?.values().next().value;
  }

  /** The pod template of a document of this set. */
  podOf(document: KubernetesDocument): PodTemplate | undefined {
    return this.#pods.get(document);
  }

  /** Every pod template of the set. */
  get pods(): Iterable<PodTemplate> {
    return this.#pods.values();
  }

  podsIn(namespace: string): ReadonlySet<PodTemplate> {
    return this.#podsByNamespace.get(namespace) ?? new Set();
  }

  /** Pod templates of a namespace that carry this label. */
  podsWithLabel(namespace: string, key: string, value: string): ReadonlySet<PodTemplate> {
    return this.#podsByLabel.get(labelKey(namespace, key, value)) ?? new Set();
  }

  /** Pod templates of a namespace that carry all of these labels. */
  podsWithLabels(
    namespace: string,
    labels: ReadonlyMap<string, { readonly text: string }>,
  ): PodTemplate[] {
    let smallest: ReadonlySet<PodTemplate> = this.podsIn(namespace);
    for (const [key, { text }] of labels) {
      const carrying = this.podsWithLabel(namespace, key, text);
      if (carrying.size === 0) return [];
      if (carrying.size < smallest.size) smallest = carrying;
    }
    return [...smallest].filter((pod) =>
      [...labels].every(([key, { text }]) => pod.labels.get(key)?.text === text),
    );
  }

  #addPod(pod: PodTemplate): void {
    const namespace = namespaceKey(pod.document);
    this.#pods.set(pod.document, pod);
    insert(this.#podsByNamespace, namespace, pod);
    for (const [key, { text }] of pod.labels) {
      insert(this.#podsByLabel, labelKey(namespace, key, text), pod);
    }
  }

  #removePod(pod: PodTemplate): void {
    const namespace = namespaceKey(pod.document);
    this.#pods.delete(pod.document);
    discard(this.#podsByNamespace, namespace, pod);
    for (const [key, { text }] of pod.labels) {
      discard(this.#podsByLabel, labelKey(namespace, key, text), pod);
    }
  }
}

function nameKey(document: KubernetesDocument): string {
  return `${document.kind} ${namespaceKey(document)} ${document.name ?? ''}`;
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}

function insert<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

function discard<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const values = map.get(key);
  values?.delete(value);
  if (values?.size === 0) map.delete(key);
}
