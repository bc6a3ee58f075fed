import { child, scalar } from '../../yaml/access.ts';
import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags volumes and claims that name each other wrongly. */
export const pvPvcLinks: ObjectRule = {
  id: 'pv-pvc-links',
  group: 'references',
  summary:
    'A claim that names a volume, and a volume that names a claim, must name one that exists.',
  severity: WARNING,
  isFixable: true,
  kinds: ['PersistentVolumeClaim', 'PersistentVolume', 'VolumeAttachment'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    if (document.kind === 'PersistentVolume') {
      const reference = child(spec, 'claimRef');
      const name = scalar(child(reference, 'name'));
      if (name === undefined) return;
      const namespace = scalar(child(reference, 'namespace'))?.text;
      const found = missingObject(set, {
        from: { ...document, namespace },
        kind: 'PersistentVolumeClaim',
        name,
        consequence: 'The volume waits for this claim and serves no other.',
      });
      if (found !== undefined) yield found;
      return;
    }
    const holder = document.kind === 'VolumeAttachment' ? child(spec, 'source') : spec;
    const field = document.kind === 'VolumeAttachment' ? 'persistentVolumeName' : 'volumeName';
    const name = scalar(child(holder, field));
    if (name === undefined) return;
    const found = missingObject(set, {
      from: document,
      kind: 'PersistentVolume',
      name,
      isClusterScoped: true,
      consequence: 'Until it exists nothing is bound.',
    });
    if (found !== undefined) yield found;
  },
};
