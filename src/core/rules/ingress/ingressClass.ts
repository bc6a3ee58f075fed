import { child, findPair, scalar, textAt } from '../../yaml/access.ts';
import { appendPair } from '../../yaml/edits.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { Finding, Fix, ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { missingObject } from '../missingObject.ts';

const ANNOTATION = 'kubernetes.io/ingress.class';

/** Tells of Ingresses that name no class, an unknown one, or name it the old way. */
export const ingressClass: ObjectRule = {
  id: 'ingress-class',
  group: 'references',
  summary: 'An Ingress names its class in spec.ingressClassName.',
  severity: INFORMATION,
  isFixable: true,
  kinds: ['Ingress'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    const specPair = findPair(document.root, 'spec');
    if (spec?.kind !== 'mapping' || specPair === undefined) return;
    const annotations = child(child(document.root, 'metadata'), 'annotations');
    const old = findPair(annotations, ANNOTATION);
    const name = scalar(child(spec, 'ingressClassName'));
    if (old !== undefined) {
      yield {
        range: old.key.range,
        message:
          'This annotation is deprecated, and not every controller reads it still: the class of an ' +
          'Ingress stands in `spec.ingressClassName`.',
        isDeprecated: true,
        fixes: name === undefined ? moved(document, spec, old) : [],
      };
    } else if (name !== undefined) {
      const found = unknownClass(set, document, name);
      if (found !== undefined) yield found;
    } else if (findPair(spec, 'ingressClassName') === undefined && !hasDefault(set)) {
      yield {
        range: specPair.key.range,
        message:
          'This Ingress names no class: it works only where the cluster has a default one. With ' +
          '`ingressClassName` it says which controller is to serve it.',
      };
    }
  },
};

function unknownClass(
  set: ObjectSet,
  from: KubernetesDocument,
  name: NonNullable<ReturnType<typeof scalar>>,
): Finding | undefined {
  return missingObject(set, {
    from,
    kind: 'IngressClass',
    name,
    isClusterScoped: true,
    consequence: 'No controller would serve the Ingress.',
  });
}

function moved(
  document: KubernetesDocument,
  spec: Parameters<typeof appendPair>[1],
  old: NonNullable<ReturnType<typeof findPair>>,
): Fix[] {
  const value = scalar(old.value)?.text;
  const removal = removeField(document.text, old);
  if (value === undefined || removal === undefined) return [];
  const edits = [removal, appendPair(document.text, spec, 'ingressClassName', value)];
  return [fix(document, 'Move it to spec.ingressClassName', edits, { isPreferred: true })];
}

function hasDefault(set: ObjectSet): boolean {
  for (const { root } of set.ofKind('IngressClass')) {
    const annotations = child(child(root, 'metadata'), 'annotations');
    if (textAt(annotations, 'ingressclass.kubernetes.io/is-default-class') === 'true') return true;
  }
  return false;
}
