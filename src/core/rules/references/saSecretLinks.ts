import { child, findPair, items, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

interface Link {
  readonly kind: 'Secret' | 'ServiceAccount';
  readonly name: YamlScalar;
}

/** Tells of Secrets that a ServiceAccount names, and the other way round, which are not here. */
export const saSecretLinks: ObjectRule = {
  id: 'sa-secret-links',
  group: 'references',
  summary:
    'ServiceAccounts and the Secrets of their tokens and images should name each other rightly.',
  severity: INFORMATION,
  isFixable: true,
  kinds: ['ServiceAccount', 'Secret'],
  isCrossObject: true,
  *check({ document, set }) {
    for (const { kind, name } of links(document)) {
      const found = missingObject(set, {
        from: document,
        kind,
        name,
        consequence:
          kind === 'Secret'
            ? 'The account does without it.'
            : 'The Secret gets no token, and Kubernetes removes it.',
      });
      if (found !== undefined) yield found;
    }
  },
};

function links({ kind, root }: KubernetesDocument): Link[] {
  if (kind === 'ServiceAccount') {
    return ['secrets', 'imagePullSecrets'].flatMap((field) =>
      items(child(root, field)).flatMap((item) => {
        const name = scalar(child(item, 'name'));
        return name === undefined ? [] : [{ kind: 'Secret', name }];
      }),
    );
  }
  const annotations = child(child(root, 'metadata'), 'annotations');
  const name = scalar(findPair(annotations, 'kubernetes.io/service-account.name')?.value);
  return name === undefined ? [] : [{ kind: 'ServiceAccount', name }];
}
