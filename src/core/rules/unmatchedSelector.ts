import { child } from '../yaml/access.ts';
import { appendPair, removePair, replaceScalar } from '../yaml/edits.ts';
import type { OffsetRange, YamlMapping, YamlNode } from '../yaml/tree.ts';
import { fix } from './fixes.ts';
import { describe, type KubernetesDocument } from './kubernetesDocument.ts';
import { nearMissDistance } from './nearest.ts';
import { namespaceKey, type ObjectSet } from './objectSet.ts';
import { comparePlaces } from './places.ts';
import type { PodTemplate } from './podTemplates.ts';
import type { Finding, Fix, RelatedPlace, TextEdit } from './rule.ts';
import {
  labelSelector,
  type LabelSelectorNodes,
  satisfies,
  type SelectorPair,
  selectorPairs,
} from './selectorNodes.ts';

/** Labels that controllers put on Pods: no template carries them, yet a selector may use them. */
const CONTROLLER_LABEL =
  /^(?:statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|pod-template-hash|controller-revision-hash|pod-template-generation|(?:batch\.kubernetes\.io\/)?(?:job-name|controller-uid|job-completion-index))$/;

/** Most workloads that are offered as what the Service may have meant. */
const MAX_CANDIDATES = 3;

/** A selector that is to find Pods of the namespace of its object. */
export interface PodSelector {
  readonly document: KubernetesDocument;
  /** The mapping that holds the pairs; undefined where there are only expressions. */
  readonly mapping: YamlMapping | undefined;
  readonly nodes: LabelSelectorNodes;
}

/** The selector of a Service: pairs and nothing else. */
export function pairSelector(
  document: KubernetesDocument,
  node: YamlNode | undefined,
): PodSelector | undefined {
  if (node?.kind !== 'mapping') return undefined;
  return { document, mapping: node, nodes: { pairs: selectorPairs(node), expressions: [] } };
}

/** A `metav1.LabelSelector`. */
export function fullSelector(
  document: KubernetesDocument,
  node: YamlNode | undefined,
): PodSelector | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const pairs = child(node, 'matchLabels');
  const mapping = pairs?.kind === 'mapping' ? pairs : undefined;
  return { document, mapping, nodes: labelSelector(node) };
}

/** The Pod templates that a selector finds; an empty one finds all of its namespace. */
export function selectedPods(set: ObjectSet, { document, nodes }: PodSelector): PodTemplate[] {
  const pods = set.podsWithLabels(namespaceKey(document), asLabels(nodes.pairs));
  return pods.filter(({ labels }) => nodes.expressions.every((one) => satisfies(one, labels)));
}

/**
 * The finding for a selector that finds none of the Pods that the files describe; undefined while
 * it finds some, is empty, or may mean Pods that the files do not describe.
 * @param consequence what comes of it, as a sentence
 */
export function unmatchedSelector(
  set: ObjectSet,
  selector: PodSelector,
  consequence: string,
): Finding | undefined {
  const { document, mapping, nodes } = selector;
  const wanted = nodes.pairs.filter(({ name }) => !CONTROLLER_LABEL.test(name));
  // A value that is being typed could become anything.
  if (mapping?.pairs.some(({ value }) => isUnwritten(value)) === true) return undefined;
  if (wanted.length === 0 && nodes.expressions.length === 0) return undefined;
  const usable = { ...selector, nodes: { ...nodes, pairs: wanted } };
  if (selectedPods(set, usable).length > 0) return undefined;
  if (set.isIncomplete || !hasServedPods(set)) return undefined;
  const [first] = wanted;
  const unsatisfied = unsatisfiedExpression(set, document, nodes);
  if (first === undefined || mapping === undefined || unsatisfied !== undefined) {
    return unsatisfied === undefined ? undefined : byExpression(unsatisfied, consequence);
  }
  return byPair(set, usable, mapping, consequence);
}

/** The expression that keeps Pods out which the pairs alone would find. */
function unsatisfiedExpression(
  set: ObjectSet,
  document: KubernetesDocument,
  { pairs, expressions }: LabelSelectorNodes,
): LabelSelectorNodes['expressions'][number] | undefined {
  const pods = set.podsWithLabels(namespaceKey(document), asLabels(pairs));
  if (pods.length === 0) return undefined;
  return (
    expressions.find((one) => pods.every(({ labels }) => !satisfies(one, labels))) ?? expressions[0]
  );
}

function byExpression(
  { keyNode, operator, values }: LabelSelectorNodes['expressions'][number],
  consequence: string,
): Finding {
  const list = values.length === 0 ? '' : ` ${values.map(({ text }) => text).join(', ')}`;
  return {
    range: keyNode.range,
    message: `No Pod template in these files satisfies "${keyNode.text} ${operator}${list}". ${consequence}`,
  };
}

function byPair(
  set: ObjectSet,
  { document, nodes: { pairs: wanted } }: PodSelector,
  mapping: YamlMapping,
  consequence: string,
): Finding {
  const namespace = namespaceKey(document);
  const elsewhere = findElsewhere(set, namespace, wanted);
  const candidates = rank(set.podsIn(namespace), wanted);
  const best = candidates[0];
  const pair = culprit(set, namespace, wanted, best);
  const first = elsewhere ?? best;
  const hint =
    elsewhere === undefined ? candidateHint(best, pair) : namespaceHint(elsewhere, document);
  const range: OffsetRange = [pair.key.range[0], pair.value.range[1]];
  return {
    range,
    message:
      `No Pod template in these files has ${describeMissing(wanted, pair, best)}.${hint} ` +
      consequence,
    related: first === undefined ? [] : [relatedPlace(first, pair)],
    fixes:
      elsewhere === undefined
        ? candidates.flatMap(
            (candidate, index) =>
              copyLabels(document, mapping, wanted, candidate, index === 0) ?? [],
          )
        : joinNamespaces(document, elsewhere.document),
  };
}

/** Brings selector and Pods into one namespace: the one that either of them names. */
function joinNamespaces(selecting: KubernetesDocument, workload: KubernetesDocument): Fix[] {
  const [target, namespace] =
    workload.namespace === undefined
      ? [workload, selecting.namespace]
      : [selecting, workload.namespace];
  const metadata = child(target.root, 'metadata');
  if (namespace === undefined || metadata?.kind !== 'mapping') return [];
  const edit =
    target.namespaceNode === undefined
      ? appendPair(target.text, metadata, 'namespace', namespace)
      : replaceScalar(target.namespaceNode, namespace);
  const title = `Put ${describe(target)} into the namespace ${namespace}`;
  return [fix(target, title, [edit], { isPreferred: true })];
}

function isUnwritten(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.isAbsent;
}

function asLabels(pairs: readonly SelectorPair[]): Map<string, { text: string }> {
  return new Map(pairs.map(({ name, value }) => [name, { text: value.text }]));
}

/** Files that only hold Jobs say nothing about the Pods that run all the time. */
function hasServedPods(set: ObjectSet): boolean {
  for (const { document } of set.pods) {
    if (document.kind !== 'Job' && document.kind !== 'CronJob') return true;
  }
  return false;
}

function findElsewhere(
  set: ObjectSet,
  namespace: string,
  wanted: readonly SelectorPair[],
): PodTemplate | undefined {
  let first: PodTemplate | undefined;
  for (const pod of set.pods) {
    if (namespaceKey(pod.document) === namespace || !matches(pod, wanted)) continue;
    if (first === undefined || comparePlaces(pod.document, first.document) < 0) first = pod;
  }
  return first;
}

function matches({ labels }: PodTemplate, wanted: readonly SelectorPair[]): boolean {
  return wanted.every(({ name, value }) => labels.get(name)?.text === value.text);
}

/** The likeliest workloads that the selector meant, the best first. */
function rank(pods: Iterable<PodTemplate>, wanted: readonly SelectorPair[]): PodTemplate[] {
  const best: Candidate[] = [];
  for (const pod of pods) {
    if (pod.labels.size === 0) continue;
    const points = score(pod, wanted);
    const last = best.length === MAX_CANDIDATES ? best.at(-1) : undefined;
    if (last !== undefined && points < last.score) continue;
    const candidate = { pod, score: points };
    if (last !== undefined && !isBetter(candidate, last)) continue;
    best.push(candidate);
    best.sort((a, b) => (isBetter(a, b) ? -1 : 1));
    best.length = Math.min(best.length, MAX_CANDIDATES);
  }
  return best.map(({ pod }) => pod);
}

interface Candidate {
  readonly pod: PodTemplate;
  readonly score: number;
}

/** By score, then by place, so that the order never depends on which file was edited last. */
function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.score !== b.score) return a.score > b.score;
  return comparePlaces(a.pod.document, b.pod.document) < 0;
}

/** Matching pairs count most, then near misses, then the same value under another key. */
function score({ labels }: PodTemplate, wanted: readonly SelectorPair[]): number {
  let total = 0;
  for (const { name, value } of wanted) {
    const found = labels.get(name)?.text;
    const distance = found === undefined ? undefined : nearMissDistance(found, value.text);
    if (found === value.text) total += 100;
    else if (distance !== undefined) total += 50 - distance;
    else if (twinOf(labels, value.text) !== undefined) total += 40;
    else if (found !== undefined) total += 10;
  }
  return total;
}

/** The label that carries this value, under whatever key. */
function twinOf(labels: PodTemplate['labels'], value: string): string | undefined {
  for (const [key, { text }] of labels) if (text === value) return key;
  return undefined;
}

/** The pair to mark: one that no Pod carries, else one that the likeliest workload lacks. */
function culprit(
  set: ObjectSet,
  namespace: string,
  wanted: readonly SelectorPair[],
  best: PodTemplate | undefined,
): SelectorPair {
  const missing = wanted.filter(({ name, value }) => best?.labels.get(name)?.text !== value.text);
  const nowhere = missing.find(
    ({ name, value }) => set.podsWithLabel(namespace, name, value.text).size === 0,
  );
  return nowhere ?? missing[0] ?? (wanted[0] as SelectorPair);
}

function describeMissing(
  wanted: readonly SelectorPair[],
  pair: SelectorPair,
  best: PodTemplate | undefined,
): string {
  const rest = wanted.filter((other) => other !== pair && best?.labels.has(other.name) === true);
  const label = `the label ${pair.name}=${pair.value.text}`;
  if (rest.length === 0) return label;
  return `${label} together with ${rest.map((p) => `${p.name}=${p.value.text}`).join(', ')}`;
}

function candidateHint(best: PodTemplate | undefined, { name, value }: SelectorPair): string {
  if (best === undefined) return '';
  const found = best.labels.get(name)?.text;
  if (found !== undefined) return ` ${describe(best.document)} carries ${name}=${found}.`;
  const twin = twinOf(best.labels, value.text);
  return twin === undefined ? '' : ` ${describe(best.document)} carries ${twin}=${value.text}.`;
}

function namespaceHint({ document }: PodTemplate, selecting: KubernetesDocument): string {
  const there =
    document.namespace === undefined ? 'names no namespace' : `is in ${document.namespace}`;
  const here = selecting.namespace === undefined ? 'names none' : `is in ${selecting.namespace}`;
  return ` ${describe(document)} has it, but ${there} while the ${selecting.kind} ${here}.`;
}

function relatedPlace(
  { document, labels }: PodTemplate,
  { name, value }: SelectorPair,
): RelatedPlace {
  const twin = labels.get(twinOf(labels, value.text) ?? '');
  const label = labels.get(name) ?? twin ?? labels.values().next().value;
  return {
    uri: document.uri,
    range: label?.range ?? document.kindNode.range,
    message: `Labels of the Pods of ${describe(document)}`,
  };
}

/** Makes the selector find this workload's Pods, by as few edits as possible. */
function copyLabels(
  selecting: KubernetesDocument,
  selector: YamlMapping,
  wanted: readonly SelectorPair[],
  { document, labels }: PodTemplate,
  isPreferred: boolean,
): Fix | undefined {
  const edits: TextEdit[] = [];
  const used = new Set(wanted.map(({ name }) => name));
  let kept = 0;
  for (const { key, name, value } of wanted) {
    const found = labels.get(name);
    if (found !== undefined) {
      kept += 1;
      if (found.text !== value.text) edits.push(replaceScalar(value, found.text));
      continue;
    }
    const free = [...labels].filter(([label]) => !used.has(label));
    const twin =
      free.find(([, { text }]) => text === value.text) ?? (kept === 0 ? free[0] : undefined);
    if (twin !== undefined && key.kind === 'scalar') {
      kept += 1;
      used.add(twin[0]);
      edits.push(replaceScalar(key, twin[0]));
      if (twin[1].text !== value.text) edits.push(replaceScalar(value, twin[1].text));
      continue;
    }
    const pair = selector.pairs.find((own) => own.key === key);
    if (pair !== undefined) edits.push(removePair(selecting.text, selector, pair));
  }
  if (kept === 0) return undefined;
  return fix(selecting, `Select the Pods of ${describe(document)}`, edits, { isPreferred });
}
