import { child, findPair, scalar, textAt } from '../../yaml/access.ts';
import type { YamlNode, YamlPair, YamlScalar } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';

/** How a Deployment replaces its Pods. */
export interface Strategy {
  readonly node: YamlNode;
  readonly type: YamlScalar | undefined;
  readonly rollingUpdate: YamlPair | undefined;
  readonly maxSurge: YamlScalar | undefined;
  readonly maxUnavailable: YamlScalar | undefined;
}

/** Undefined where none is written: then it is a rolling update of a quarter at a time. */
export function strategyOf(document: KubernetesDocument): Strategy | undefined {
  if (apiGroup(document) !== 'apps') return undefined;
  const spec = child(document.root, 'spec');
  const node = child(spec, document.kind === 'Deployment' ? 'strategy' : 'updateStrategy');
  if (node?.kind !== 'mapping') return undefined;
  const rolling = child(node, 'rollingUpdate');
  return {
    node,
    type: scalar(child(node, 'type')),
    rollingUpdate: findPair(node, 'rollingUpdate'),
    maxSurge: scalar(child(rolling, 'maxSurge')),
    maxUnavailable: scalar(child(rolling, 'maxUnavailable')),
  };
}

/** True for 0 and for 0%. */
export function isZero(node: YamlScalar | undefined): boolean {
  return node?.value === 0 || node?.text === '0%';
}

export function typeOf(strategy: Strategy | undefined): string {
  return textAt(strategy?.node, 'type') ?? 'RollingUpdate';
}
