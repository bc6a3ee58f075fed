import { child, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { mountsOf } from './volumes.ts';

/** Flags a second mount at the same path of a container. */
export const mountPathDuplicate: ObjectRule = {
  id: 'mountpath-duplicate',
  group: 'pods',
  summary: 'Two volumes cannot be mounted at the same path of a container.',
  severity: ERROR,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      const seen = new Map<string, YamlScalar>();
      for (const { node, field } of mountsOf(container)) {
        const path = scalar(child(node, field === 'volumeMounts' ? 'mountPath' : 'devicePath'));
        if (path === undefined) continue;
        const first = seen.get(path.text);
        if (first === undefined) {
          seen.set(path.text, path);
          continue;
        }
        yield {
          range: path.range,
          message:
            `Container ${container.label} already has something at "${path.text}". One path can ` +
            'hold one volume only, and Kubernetes refuses a second: give each its own path, or ' +
            'mount single files with `subPath`.',
          related: [related(document, first.range, 'The first mount at this path')],
        };
      }
    }
  },
};
