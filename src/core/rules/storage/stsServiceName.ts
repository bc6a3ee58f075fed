import { child, findPair, scalar, textAt } from '../../yaml/access.ts';
import { fix } from '../fixes.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { missingObject } from '../missingObject.ts';
import { metadataBeside, newDocument } from '../newDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { Finding, ObjectRule, RelatedPlace } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { pairSelector, selectedPods } from '../unmatchedSelector.ts';
import type { YamlScalar } from '../../yaml/tree.ts';

/** Flags StatefulSets whose Service gives their Pods no names. */
export const stsServiceName: ObjectRule = {
  id: 'sts-servicename',
  group: 'references',
  summary: 'A StatefulSet names a headless Service that selects its Pods.',
  severity: WARNING,
  isFixable: true,
  kinds: ['StatefulSet'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    const specPair = findPair(document.root, 'spec');
    if (apiGroup(document) !== 'apps' || spec?.kind !== 'mapping' || specPair === undefined) return;
    const name = scalar(child(spec, 'serviceName'));
    if (name === undefined) {
      // Where the files describe no Service at all, names are nobody's concern here.
      const hasServices = set.ofKind('Service').length > 0;
      if (findPair(spec, 'serviceName') !== undefined || !hasServices) return;
      yield {
        range: specPair.key.range,
        message:
          'This StatefulSet names no Service (`serviceName`): its Pods get no DNS names of their own, ' +
          'which is what a StatefulSet is for.',
      };
      return;
    }
    const service = set.find('Service', name.text, document);
    yield* service === undefined
      ? missing(document, set, name)
      : judge(document, set, name, service);
  },
};

function* missing(
  document: KubernetesDocument,
  set: ObjectSet,
  name: YamlScalar,
): Generator<Finding> {
  const found = missingObject(set, {
    from: document,
    kind: 'Service',
    name,
    consequence: 'The Pods get no DNS names of their own.',
  });
  if (found === undefined) return;
  const labels = Object.fromEntries(
    [...(set.podOf(document)?.labels ?? [])].map(([key, value]) => [key, value.text]),
  );
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataBeside(document, name.text),
    spec: { clusterIP: 'None', selector: labels },
  };
  const fixes = found.fixes ?? [];
  const creation = fix(document, 'Add a headless Service', [newDocument(document, object)], {
    isPreferred: fixes.length === 0,
  });
  yield { ...found, fixes: [...fixes, creation] };
}

function* judge(
  document: KubernetesDocument,
  set: ObjectSet,
  name: YamlScalar,
  service: KubernetesDocument,
): Generator<Finding> {
  const spec = child(service.root, 'spec');
  const place = (range: YamlScalar['range'], message: string): RelatedPlace[] => [
    { uri: service.uri, range, message },
  ];
  const own = set.podOf(document);
  const selector = pairSelector(service, child(spec, 'selector'));
  if (own !== undefined && selector !== undefined && !selectedPods(set, selector).includes(own)) {
    yield {
      range: name.range,
      message:
        `${describe(service)} does not select the Pods of this StatefulSet, so it gives them no DNS ` +
        'names.',
      related: place((service.nameNode ?? service.kindNode).range, 'The Service.'),
    };
  } else if (textAt(spec, 'clusterIP') !== 'None') {
    const pair = findPair(spec, 'clusterIP');
    yield {
      range: name.range,
      message:
        `${describe(service)} is not headless (\`clusterIP: None\`): it has one address for all Pods, ` +
        'and they get no DNS names of their own.',
      related: place((pair?.value ?? service.nameNode ?? service.kindNode).range, 'The Service.'),
    };
  }
}
