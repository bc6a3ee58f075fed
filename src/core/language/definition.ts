import { portsOf } from '../rules/containerPorts.ts';
import type { KubernetesDocument } from '../rules/kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../rules/objectSet.ts';
import { comparePlaces } from '../rules/places.ts';
import { servicePorts } from '../rules/services/servicePorts.ts';
import { child, items, pairs, scalar, textAt } from '../yaml/access.ts';
import type { OffsetRange, YamlScalar } from '../yaml/tree.ts';
import type { Located } from './located.ts';
import { type LanguageContext, locatedAt } from './objects.ts';
import { selectionOf } from './selectors.ts';
import { type Target, targetOf } from '../schema/targets.ts';

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly range: OffsetRange;
}

/** Where what is named at an offset is described. */
export function definitions(context: LanguageContext, offset: number): Place[] {
  const located = locatedAt(context, offset);
  if (located === undefined) return [];
  const labels = labelPlaces(located, context.set);
  if (labels.length > 0) return labels;
  const value = scalar(located.isKey ? located.pair.value : located.node);
  const target = targetOf(located.owner, located.pair.name);
  return value === undefined || target === undefined
    ? []
    : targetPlaces(located, target, value, context.set);
}

/** The labels of Pods that a pair of a selector finds. */
function labelPlaces({ document, pair }: Located, set: ObjectSet): Place[] {
  const selection = selectionOf(document, set);
  const wanted = selection?.selector.pairs.find(({ key }) => key === pair.key);
  if (selection === undefined || wanted === undefined) return [];
  return selection.pods.flatMap((pod) => {
    const label = pod.labels.get(wanted.name);
    return label === undefined ? [] : [{ uri: pod.document.uri, range: label.range }];
  });
}

function targetPlaces(
  located: Located,
  target: Target,
  value: YamlScalar,
  set: ObjectSet,
): Place[] {
  const { document, mapping, mappings } = located;
  switch (target.target) {
    case 'object':
      return namedObjects(located, target.kinds, value.text, set).flatMap(namePlace);
    case 'key': {
      const holder = textAt(mapping, 'name');
      const objects = holder === undefined ? [] : [set.find(target.kind, holder, document)];
      return objects.flatMap((found) => (found === undefined ? [] : keyPlaces(found, value.text)));
    }
    case 'volume': {
      const pod = set.podOf(document);
      return items(child(pod?.spec, 'volumes')).flatMap((volume) => {
        const name = scalar(child(volume, 'name'));
        return name?.text === value.text ? [{ uri: document.uri, range: name.range }] : [];
      });
    }
    case 'service-port': {
      const name = textAt(mappings.at(-2), 'name');
      const service = name === undefined ? undefined : set.find('Service', name, document);
      if (service === undefined) return [];
      return servicePorts(service)
        .flatMap((port) => [port.port ?? [], port.name ?? []].flat())
        .filter(({ text }) => text === value.text)
        .map(({ range }) => ({ uri: service.uri, range }));
    }
    case 'container-port': {
      const own = set.podOf(document);
      const pods = own === undefined ? (selectionOf(document, set)?.pods ?? []) : [own];
      return pods.flatMap((pod) =>
        pod.containers
          .flatMap(portsOf)
          .flatMap(({ name, containerPort }) => [name ?? [], containerPort ?? []].flat())
          .filter(({ text }) => text === value.text)
          .map(({ range }) => ({ uri: pod.document.uri, range })),
      );
    }
  }
}

/** The objects that a field names. */
export function namedObjects(
  { document, mapping }: Pick<Located, 'document' | 'mapping'>,
  kinds: readonly string[],
  name: string,
  set: ObjectSet,
): KubernetesDocument[] {
  const written = kinds.length > 1 ? textAt(mapping, 'kind') : undefined;
  const wanted = written === undefined ? kinds : [written];
  const namespace = textAt(mapping, 'namespace') ?? document.namespace;
  return wanted
    .flatMap((kind) => [...set.ofKind(kind)])
    .filter(
      (one) =>
        one.name === name &&
        (one.namespace === undefined || namespaceKey(one) === namespaceKey({ namespace })),
    )
    .toSorted(comparePlaces);
}

export function namePlace({ uri, nameNode }: KubernetesDocument): Place[] {
  return nameNode === undefined ? [] : [{ uri, range: nameNode.range }];
}

/** Where a key of a ConfigMap or Secret is written. */
export function keyPlaces({ uri, root }: KubernetesDocument, key: string): Place[] {
  return ['data', 'stringData', 'binaryData'].flatMap((field) =>
    pairs(child(root, field)).flatMap((pair) =>
      pair.name === key ? [{ uri, range: pair.key.range }] : [],
    ),
  );
}
