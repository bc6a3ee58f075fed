import { parseQuantity } from '../../kubernetes/quantity.ts';
import { child, findPair, textAt } from '../../yaml/access.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { claimFacts, type VolumeFacts, volumeFacts } from './claims.ts';

interface Mismatch {
  readonly range: OffsetRange;
  readonly other: OffsetRange;
  readonly reason: string;
}

/** Flags claims whose volume stands beside them and does not fit. */
export const pvPvcMismatch: ObjectRule = {
  id: 'pv-pvc-mismatch',
  group: 'references',
  summary: 'A claim and its volume must agree in class, access modes, size and volume mode.',
  severity: WARNING,
  isFixable: false,
  kinds: ['PersistentVolumeClaim'],
  isCrossObject: true,
  *check({ document, set }) {
    const claim = claimFacts(document);
    const candidates = volumesFor(document, claim, set);
    const judged = candidates.map((volume) => ({ volume, faults: mismatches(claim, volume) }));
    const [best] = judged.toSorted((a, b) => a.faults.length - b.faults.length);
    if (best === undefined) return;
    for (const fault of best.faults) yield finding(best.volume, fault);
  },
};

/** The volume that is named, else those of the claim's class, else the only one there is. */
function volumesFor(
  claim: KubernetesDocument,
  { spec, storageClass }: VolumeFacts,
  set: ObjectSet,
): readonly KubernetesDocument[] {
  const volumes = set.ofKind('PersistentVolume');
  const named = textAt(spec, 'volumeName');
  if (named !== undefined) return volumes.filter(({ name }) => name === named);
  const reserved = volumes.filter(({ root }) => {
    const reference = child(child(root, 'spec'), 'claimRef');
    const namespace = textAt(reference, 'namespace');
    return (
      textAt(reference, 'name') === claim.name &&
      namespaceKey({ namespace }) === namespaceKey(claim)
    );
  });
  if (reserved.length > 0) return reserved;
  // Where a class can make volumes, one that exists already need not be the one.
  if (storageClass === undefined || isProvisioned(storageClass.text, set)) return [];
  const same = volumes.filter((one) => volumeFacts(one).storageClass?.text === storageClass.text);
  if (same.length > 0) return same;
  return volumes.length === 1 && storageClass.text !== '' ? volumes : [];
}

function isProvisioned(name: string, set: ObjectSet): boolean {
  for (const { root, name: known } of set.ofKind('StorageClass')) {
    if (known === name) return textAt(root, 'provisioner') !== 'kubernetes.io/no-provisioner';
  }
  return false;
}

function mismatches(claim: VolumeFacts, document: KubernetesDocument): Mismatch[] {
  const volume = volumeFacts(document);
  const place = (node: { readonly range: OffsetRange } | undefined): OffsetRange =>
    (node ?? document.nameNode ?? document.kindNode).range;
  const found: Mismatch[] = [];
  const wantedClass = claim.storageClass;
  if (wantedClass !== undefined && wantedClass.text !== (volume.storageClass?.text ?? '')) {
    const has = volume.storageClass === undefined ? 'none' : `"${volume.storageClass.text}"`;
    found.push({
      range: wantedClass.range,
      other: place(volume.storageClass),
      reason: `the claim wants the class "${wantedClass.text}", the volume has ${has}`,
    });
  }
  for (const mode of claim.accessModes) {
    if (volume.accessModes.some(({ text }) => text === mode.text)) continue;
    const has = volume.accessModes.map(({ text }) => text).join(', ');
    found.push({
      range: mode.range,
      other: place(volume.accessModes[0]),
      reason: `the claim wants ${mode.text}, the volume offers ${has === '' ? 'nothing' : has}`,
    });
  }
  const wanted = parseQuantity(claim.storage?.text ?? '');
  const size = parseQuantity(volume.storage?.text ?? '');
  if (claim.storage !== undefined && wanted !== undefined && size !== undefined && wanted > size) {
    found.push({
      range: claim.storage.range,
      other: place(volume.storage),
      reason: `the claim wants ${claim.storage.text}, the volume has ${volume.storage?.text}`,
    });
  }
  if (claim.volumeMode !== volume.volumeMode) {
    const pair = findPair(claim.spec, 'volumeMode') ?? findPair(claim.spec, 'accessModes');
    if (pair !== undefined) {
      found.push({
        range: pair.key.range,
        other: place(undefined),
        reason: `the claim wants a volume of mode ${claim.volumeMode}, this is ${volume.volumeMode}`,
      });
    }
  }
  return found;
}

function finding(volume: KubernetesDocument, { range, other, reason }: Mismatch): Finding {
  return {
    range,
    message: `The claim and ${describe(volume)} do not fit: ${reason}. The claim stays Pending.`,
    related: [{ uri: volume.uri, range: other, message: `${describe(volume)} is here.` }],
  };
}
