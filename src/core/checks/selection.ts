import {
  type ApiLabelSelector,
  fromApiSelector,
  type LabelSelector,
  selectorOf,
} from '../kubernetes/labelSelector.ts';
import type { KubeObject } from '../kubernetes/objects.ts';

/** Where a selector stands, and what it asks for; undefined: it looks for nobody. */
export interface Selection {
  readonly path: string;
  readonly selector: LabelSelector | undefined;
}

interface Spec {
  readonly selector?: unknown;
  readonly podSelector?: ApiLabelSelector;
}

/** It names the one object that it scales, and has no selector. */
export const AUTOSCALER = 'HorizontalPodAutoscaler';

/** How each kind says which Pods it means. */
export const SELECTIONS: Readonly<Record<string, (spec: Spec) => Selection>> = {
  Service({ selector }) {
    const pairs = Object.entries((selector ?? {}) as Record<string, string>);
    return {
      path: 'spec.selector',
      // A Service with an empty selector finds nobody, other than everything else with one.
      selector: pairs.length === 0 ? undefined : selectorOf(Object.fromEntries(pairs)),
    };
  },
  NetworkPolicy: ({ podSelector = {} }) => ({
    path: 'spec.podSelector',
    selector: fromApiSelector(podSelector),
  }),
  PodDisruptionBudget: ({ selector }) => ({
    path: 'spec.selector',
    selector: selector === undefined ? undefined : fromApiSelector(selector as ApiLabelSelector),
  }),
};

/** What an object of one of these kinds selects. */
export function selectionOf({ kind, spec }: KubeObject): Selection {
  return SELECTIONS[kind]?.(spec ?? {}) ?? { path: 'spec', selector: undefined };
}
