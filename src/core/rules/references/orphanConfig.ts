import { child, textAt } from '../../yaml/access.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import { podReferences } from '../podReferences.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** Tells of ConfigMaps, Secrets and claims that no Pod of the files uses. */
export const orphanConfig: ObjectRule = {
  id: 'orphan-config',
  group: 'references',
  summary: 'A ConfigMap, Secret or claim that nothing here uses may be left over.',
  severity: HINT,
  isFixable: false,
  kinds: ['ConfigMap', 'Secret', 'PersistentVolumeClaim'],
  isCrossObject: true,
  *check({ document, set }) {
    if (apiGroup(document) !== '' || document.nameNode === undefined || set.isIncomplete) return;
    if (isUsed(document, set) || isForOthers(document)) return;
    yield {
      range: document.nameNode.range,
      message: `Nothing in these files uses ${describe(document)}.`,
      isUnnecessary: true,
    };
  },
};

/** True as well where the files hold no Pods at all: then nothing is known. */
function isUsed(document: KubernetesDocument, set: ObjectSet): boolean {
  let hasPods = false;
  for (const template of set.pods) {
    if (namespaceKey(template.document) !== namespaceKey(document)) continue;
    hasPods = true;
    const isNamed = podReferences(template).some(
      ({ kind, name }) => kind === document.kind && name.text === document.name,
    );
    if (isNamed) return true;
  }
  return !hasPods || isNamedByOthers(document, set);
}

function isNamedByOthers({ name, kind }: KubernetesDocument, set: ObjectSet): boolean {
  if (kind !== 'Secret') return false;
  const quoted = name ?? '';
  return ['Ingress', 'ServiceAccount', 'Gateway'].some((other) =>
    set
      .ofKind(other)
      .some(({ text, root }) => text.slice(root.range[0], root.range[1]).includes(quoted)),
  );
}

/** Written for a controller: it finds them by label, type or annotation. */
function isForOthers({ root, kind }: KubernetesDocument): boolean {
  const metadata = child(root, 'metadata');
  const type = textAt(root, 'type');
  return (
    child(metadata, 'annotations') !== undefined ||
    (kind === 'Secret' && type !== undefined && type !== 'Opaque')
  );
}
