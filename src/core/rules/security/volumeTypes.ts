import { child, items, pairs } from '../../yaml/access.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_RESTRICTED } from '../severities.ts';

/** What the level `restricted` lets Pods mount. */
const ALLOWED = new Set([
  'name',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** Flags volumes that reach past the claims of the cluster. */
export const volumeTypes: ObjectRule = {
  id: 'volume-types',
  group: 'security',
  summary: 'Volumes should come from claims, configuration and the Pod itself.',
  severity: PSS_RESTRICTED,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const volume of items(child(set.podOf(document)?.spec, 'volumes'))) {
      for (const { name, key } of pairs(volume)) {
        if (ALLOWED.has(name) || name === '<<' || name === '') continue;
        yield {
          range: key.range,
          message:
            `The Pod Security level restricted does not allow volumes of the type ${name}: storage comes ` +
            'by way of a PersistentVolumeClaim.',
        };
      }
    }
  },
};
