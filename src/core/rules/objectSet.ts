import { child } from '../yaml/access.ts';
import { apiGroup, type KubernetesDocument } from './kubernetesDocument.ts';
import { labelsOf, type PodTemplate, podTemplate } from './podTemplates.ts';
import { comparePlaces } from './places.ts';
import { ReadLog } from './readLog.ts';
import type { SourceFile } from './sourceFile.ts';

/**
 * The namespace an object is looked up in. An object that names none goes wherever it is applied
 * to, which for kubectl is `default` unless someone says otherwise: the two are one class.
 */
export function namespaceKey({ namespace }: Pick<KubernetesDocument, 'namespace'>): string {
  return namespace === undefined || namespace === 'default' ? '' : namespace;
}

/** Topics of what has neither kind, name nor label. */
const ALL_PODS = 'pods';
const COMPLETENESS = 'completeness';

/**
 * All objects of one set of names, indexed for the rules that look across objects. Everything that
 * is read here is logged under the key it is looked up by, and everything that changes touches that
 * key; see {@link ReadLog}.
 */
export class ObjectSet {
  readonly #files = new Map<string, SourceFile>();
  readonly #objects = new Map<string, Set<KubernetesDocument>>();
  /** Objects by kind in order, until one of the kind comes or goes. */
  readonly #sorted = new Map<string, readonly KubernetesDocument[]>();
  readonly #pods = new Map<KubernetesDocument, PodTemplate>();
  readonly #podsByNamespace = new Map<string, Set<PodTemplate>>();
  readonly #podsByLabel = new Map<string, Set<PodTemplate>>();
  /** Services by the first label that they select. */
  readonly #services = new Map<string, Set<KubernetesDocument>>();
  /** What the findings of each file were made from. */
  readonly log = new ReadLog();
  #brokenFiles = 0;

  /** Number of files. */
  get size(): number {
    return this.#files.size;
  }

  get files(): Iterable<SourceFile> {
    return this.#files.values();
  }

  /** True while some document cannot be read or is a template: what is not found may be in there. */
  get isIncomplete(): boolean {
    this.log.read(COMPLETENESS);
    return this.#brokenFiles > 0;
  }

  add(file: SourceFile): void {
    this.#files.set(file.uri, file);
    this.log.expect(file.uri);
    this.#countBroken(file, 1);
    for (const document of file.objects) {
      this.#insert(this.#objects, document.kind, document);
      if (document.name !== undefined) this.#insert(this.#objects, nameKey(document), document);
      const pod = podTemplate(document);
      if (pod !== undefined) this.#addPod(pod);
      const selected = selectedLabel(document);
      if (selected !== undefined) this.#insert(this.#services, selected, document);
    }
  }

  remove(uri: string): void {
    const file = this.#files.get(uri);
    if (file === undefined) return;
    this.#files.delete(uri);
    this.log.forget(uri);
    this.#countBroken(file, -1);
    for (const document of file.objects) {
      this.#discard(this.#objects, document.kind, document);
      if (document.name !== undefined) this.#discard(this.#objects, nameKey(document), document);
      const pod = this.#pods.get(document);
      if (pod !== undefined) this.#removePod(pod);
      const selected = selectedLabel(document);
      if (selected !== undefined) this.#discard(this.#services, selected, document);
    }
  }

  /** Objects of a kind, whatever their group, by file and place. */
  ofKind(kind: string): readonly KubernetesDocument[] {
    this.log.read(kind);
    let sorted = this.#sorted.get(kind);
    if (sorted === undefined) {
      sorted = [...(this.#objects.get(kind) ?? [])].toSorted(comparePlaces);
      this.#sorted.set(kind, sorted);
    }
    return sorted;
  }

  /** The first object of this kind and name in the namespace of `from`. */
  find(kind: string, name: string, from: KubernetesDocument): KubernetesDocument | undefined {
    return this.named(kind, name, from)[0];
  }

  /** Every object of this kind and name in the namespace of `from`, by file and place. */
  named(kind: string, name: string, from: KubernetesDocument): KubernetesDocument[] {
    const key = `${kind} ${namespaceKey(from)} ${name}`;
    this.log.read(key);
    return [...(this.#objects.get(key) ?? [])].toSorted(comparePlaces);
  }

  /** The pod template of a document of this set. */
  podOf(document: KubernetesDocument): PodTemplate | undefined {
    return this.#pods.get(document);
  }

  /** Every pod template of the set. */
  get pods(): Iterable<PodTemplate> {
    this.log.read(ALL_PODS);
    return this.#pods.values();
  }

  podsIn(namespace: string): ReadonlySet<PodTemplate> {
    this.log.read(podsKey(namespace));
    return this.#podsByNamespace.get(podsKey(namespace)) ?? new Set();
  }

  /** Pod templates of a namespace that carry this label. */
  podsWithLabel(namespace: string, key: string, value: string): ReadonlySet<PodTemplate> {
    const topic = labelKey(namespace, key, value);
    this.log.read(topic);
    return this.#podsByLabel.get(topic) ?? new Set();
  }

  /** Pod templates of a namespace that carry all of these labels. */
  podsWithLabels(
    namespace: string,
    labels: ReadonlyMap<string, { readonly text: string }>,
  ): PodTemplate[] {
    let rarest: string | undefined;
    for (const [key, { text }] of labels) {
      const topic = labelKey(namespace, key, text);
      const size = this.#podsByLabel.get(topic)?.size ?? 0;
      const least = rarest === undefined ? Infinity : (this.#podsByLabel.get(rarest)?.size ?? 0);
      if (size < least) rarest = topic;
    }
    if (rarest === undefined) return [...this.podsIn(namespace)];
    // Whatever changes among the Pods with all of these labels changes among those with this one.
    this.log.read(rarest);
    return [...(this.#podsByLabel.get(rarest) ?? [])].filter((pod) =>
      [...labels].every(([key, { text }]) => pod.labels.get(key)?.text === text),
    );
  }

  /** Services whose selector finds these Pods, by file and place. */
  servicesSelecting({ document, labels }: PodTemplate): KubernetesDocument[] {
    const namespace = namespaceKey(document);
    const found: KubernetesDocument[] = [];
    for (const [key, { text }] of labels) {
      const topic = servicesKey(namespace, key, text);
      this.log.read(topic);
      for (const service of this.#services.get(topic) ?? []) {
        const selector = [...serviceSelector(service)];
        if (selector.every(([name, value]) => labels.get(name)?.text === value.text)) {
          found.push(service);
        }
      }
    }
    return found.toSorted(comparePlaces);
  }

  #addPod(pod: PodTemplate): void {
    const namespace = namespaceKey(pod.document);
    this.log.touch(ALL_PODS);
    this.#pods.set(pod.document, pod);
    this.#insert(this.#podsByNamespace, podsKey(namespace), pod);
    for (const [key, { text }] of pod.labels) {
      this.#insert(this.#podsByLabel, labelKey(namespace, key, text), pod);
    }
  }

  #removePod(pod: PodTemplate): void {
    const namespace = namespaceKey(pod.document);
    this.log.touch(ALL_PODS);
    this.#pods.delete(pod.document);
    this.#discard(this.#podsByNamespace, podsKey(namespace), pod);
    for (const [key, { text }] of pod.labels) {
      this.#discard(this.#podsByLabel, labelKey(namespace, key, text), pod);
    }
  }

  #countBroken(file: SourceFile, change: 1 | -1): void {
    const { broken, partial, templates, size } = file;
    if (broken.length + partial.length + templates.length === 0 && size === 'normal') return;
    this.#brokenFiles += change;
    this.log.touch(COMPLETENESS);
  }

  #insert<T>(map: Map<string, Set<T>>, key: string, value: T): void {
    this.log.touch(key);
    this.#sorted.delete(key);
    const values = map.get(key);
    if (values === undefined) map.set(key, new Set([value]));
    else values.add(value);
  }

  #discard<T>(map: Map<string, Set<T>>, key: string, value: T): void {
    this.log.touch(key);
    this.#sorted.delete(key);
    const values = map.get(key);
    values?.delete(value);
    if (values?.size === 0) map.delete(key);
  }
}

function nameKey(document: KubernetesDocument): string {
  return `${document.kind} ${namespaceKey(document)} ${document.name ?? ''}`;
}

function podsKey(namespace: string): string {
  return `pods ${namespace}`;
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}

function servicesKey(namespace: string, key: string, value: string): string {
  return `services ${labelKey(namespace, key, value)}`;
}

function serviceSelector(service: KubernetesDocument): PodTemplate['labels'] {
  return labelsOf(child(child(service.root, 'spec'), 'selector'));
}

/** Under which label a Service is to be found: all that it selects have this one. */
function selectedLabel(document: KubernetesDocument): string | undefined {
  if (document.kind !== 'Service' || apiGroup(document) !== '') return undefined;
  for (const [key, { text }] of serviceSelector(document)) {
    return servicesKey(namespaceKey(document), key, text);
  }
  return undefined;
}
