import { child, findPair, items } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import { offer } from '../fixes.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { firstKey } from '../places.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

const ACCESS_MODE = 'ReadWriteOnce';
const STORAGE = '1Gi';

/** Flags claims that do not say how they are mounted or how big they are. */
export const vctAccess: ObjectRule = {
  id: 'vct-access',
  group: 'objects',
  summary: 'A claim, in a StatefulSet too, needs access modes and a size.',
  severity: ERROR,
  isFixable: true,
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  isCrossObject: false,
  *check({ document }) {
    const spec = child(document.root, 'spec');
    if (document.kind === 'PersistentVolumeClaim') {
      if (apiGroup(document) === '') yield* judge(document, spec, describe(document));
      return;
    }
    for (const template of items(child(spec, 'volumeClaimTemplates'))) {
      yield* judge(document, child(template, 'spec'), 'A volumeClaimTemplate');
    }
  },
};

function* judge(
  document: KubernetesDocument,
  spec: ReturnType<typeof child>,
  who: string,
): Generator<Finding> {
  if (spec?.kind !== 'mapping' || spec.pairs.length === 0) return;
  if (findPair(spec, 'accessModes') === undefined) {
    yield {
      range: place(spec),
      message:
        `${who} has to say how it is mounted. Kubernetes says: "spec.accessModes: Required ` +
        'value: at least 1 access mode is required".',
      fixes: offer(
        document,
        `Add accessModes: [${ACCESS_MODE}]`,
        setField(document.text, spec, ['accessModes'], [ACCESS_MODE]),
      ),
    };
  }
  if (child(child(child(spec, 'resources'), 'requests'), 'storage') === undefined) {
    const requests = findPair(child(spec, 'resources'), 'requests');
    yield {
      range: requests?.key.range ?? findPair(spec, 'resources')?.key.range ?? place(spec),
      message:
        `${who} has to say how much it needs. Kubernetes says: "spec.resources[storage]: ` +
        'Required value".',
      fixes: offer(
        document,
        `Add a request of ${STORAGE}`,
        setField(document.text, spec, ['resources', 'requests', 'storage'], STORAGE),
      ),
    };
  }
}

/** The key `spec` that holds the claim. */
function place(spec: YamlMapping): readonly [number, number] {
  const holder = spec.parent;
  const pair =
    holder?.kind === 'mapping' ? holder.pairs.find(({ value }) => value === spec) : undefined;
  return pair?.key.range ?? firstKey(spec);
}
