import { scalar, child, items } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** Tells of StorageClasses that the files do not describe. */
export const storageClassNotFound: ObjectRule = {
  id: 'storageclass-not-found',
  group: 'references',
  summary:
    'The StorageClass of a claim should exist; "" means none at all, leaving it out the default.',
  severity: INFORMATION,
  isFixable: true,
  kinds: ['PersistentVolumeClaim', 'StatefulSet'],
  isCrossObject: true,
  *check({ document, set }) {
    for (const name of classNames(document)) {
      if (name.text === '') continue;
      const found = missingObject(set, {
        from: document,
        kind: 'StorageClass',
        name,
        isClusterScoped: true,
        consequence: 'Without it no volume is made, and the claim stays Pending.',
      });
      if (found !== undefined) yield found;
    }
  },
};

function classNames({ kind, root }: KubernetesDocument): YamlScalar[] {
  const spec = child(root, 'spec');
  const claims =
    kind === 'StatefulSet'
      ? items(child(spec, 'volumeClaimTemplates')).map((one) => child(one, 'spec'))
      : [spec];
  return claims.flatMap((claim) => scalar(child(claim, 'storageClassName')) ?? []);
}
