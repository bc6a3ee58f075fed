import { child, items, scalar, textAt } from '../../yaml/access.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { comparePlaces, firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

interface Route {
  readonly document: KubernetesDocument;
  readonly range: OffsetRange;
  readonly shown: string;
  /** Equal for routes that take the same requests. */
  readonly key: string;
}

/** Flags a host and path that two rules claim. */
export const ingressDuplicateRule: ObjectRule = {
  id: 'ingress-duplicate-rule',
  group: 'references',
  summary: 'Each host and path belongs to one rule of one Ingress.',
  severity: WARNING,
  isFixable: false,
  kinds: ['Ingress'],
  isCrossObject: true,
  *check({ document, set }) {
    const before = set
      .ofKind('Ingress')
      .filter((one) => one !== document && comparePlaces(one, document) < 0)
      .toSorted(comparePlaces)
      .flatMap(routesOf);
    const seen = new Map<string, Route>();
    for (const route of before) if (!seen.has(route.key)) seen.set(route.key, route);
    for (const route of routesOf(document)) {
      const first = seen.get(route.key);
      if (first === undefined) {
        seen.set(route.key, route);
        continue;
      }
      const where = first.document === document ? 'An earlier rule' : describe(first.document);
      yield {
        range: route.range,
        message:
          `${where} has ${route.shown} already: which of the two answers is up to the controller, ` +
          'mostly the older one.',
        related: [{ uri: first.document.uri, range: first.range, message: 'The first rule.' }],
      };
    }
  },
};

function routesOf(document: KubernetesDocument): Route[] {
  const spec = child(document.root, 'spec');
  const className = textAt(spec, 'ingressClassName') ?? '';
  return items(child(spec, 'rules')).flatMap((rule) => {
    const host = textAt(rule, 'host') ?? '*';
    return items(child(child(rule, 'http'), 'paths')).flatMap((path) => {
      const text = scalar(child(path, 'path'))?.text ?? '/';
      // A path that is being typed could become anything.
      if (child(path, 'backend') === undefined) return [];
      const pathType = textAt(path, 'pathType') ?? '';
      const range = scalar(child(path, 'path'))?.range ?? firstKey(path);
      const key = JSON.stringify([className, host, text, pathType]);
      return [{ document, range, shown: host === '*' ? text : host + text, key }];
    });
  });
}
