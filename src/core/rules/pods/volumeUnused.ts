import { child, items, scalar } from '../../yaml/access.ts';
import { appendItem, appendList, removeItem } from '../../yaml/listEdits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { type Container, POD_KINDS } from '../podTemplates.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { mountsOf } from './volumes.ts';

/** Points at volumes that no container mounts. */
export const volumeUnused: ObjectRule = {
  id: 'volume-unused',
  group: 'pods',
  summary: 'A volume should be mounted by a container of its Pod.',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    const volumes = child(template?.spec, 'volumes');
    if (template === undefined || volumes?.kind !== 'sequence') return;
    const [first] = template.containers.filter(({ role }) => role === 'container');
    if (first === undefined) return;
    const used = new Set(
      template.containers.flatMap((one) => mountsOf(one).map(({ name }) => name.text)),
    );
    for (const [index, volume] of items(volumes).entries()) {
      const name = scalar(child(volume, 'name'));
      const item = volumes.items[index];
      if (name === undefined || item === undefined || used.has(name.text)) continue;
      const removal = removeItem(document.text, volumes, item);
      yield {
        range: name.range,
        message:
          `No container mounts the volume "${name.text}": it is set up for the Pod, and the Pod ` +
          'waits for it, but no program sees it.',
        isUnnecessary: true,
        fixes: [
          ...(removal === undefined
            ? []
            : [fix(document, `Remove the volume ${name.text}`, [removal], { isPreferred: true })]),
          ...mountIn(document, first, name.text),
        ],
      };
    }
  },
};

function mountIn(document: KubernetesDocument, { node, label }: Container, name: string): Fix[] {
  const mount = { name, mountPath: `/mnt/${name}` };
  const mounts = child(node, 'volumeMounts');
  const edit =
    mounts?.kind === 'sequence'
      ? appendItem(document.text, mounts, mount)
      : mounts === undefined
        ? appendList(document.text, node, 'volumeMounts', mount)
        : undefined;
  if (edit === undefined) return [];
  return [fix(document, `Mount it in container ${label} at ${mount.mountPath}`, [edit])];
}
