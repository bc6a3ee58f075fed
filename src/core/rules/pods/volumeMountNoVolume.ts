import { child, findPair } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { appendItem, appendList } from '../../yaml/listEdits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import type { ObjectSet } from '../objectSet.ts';
import { related } from '../places.ts';
import { POD_KINDS, type PodTemplate } from '../podTemplates.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { claimTemplateNames, mountsOf, volumeNames } from './volumes.ts';

/** Flags a mount whose volume the Pod does not have. */
export const volumeMountNoVolume: ObjectRule = {
  id: 'volumemount-no-volume',
  group: 'pods',
  summary: 'A container can only mount volumes that its Pod has.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    const volumes = template && volumeNames(template);
    if (template === undefined || volumes === undefined) return;
    const claims = claimTemplateNames(document);
    const names = [...volumes.keys(), ...claims.keys()];
    const list = findPair(template.spec, 'volumes');
    for (const container of template.containers) {
      for (const { name, field } of mountsOf(container)) {
        if (volumes.has(name.text) || claims.has(name.text)) continue;
        const meant = nearest(name.text, names);
        const first = meant === undefined ? undefined : (volumes.get(meant) ?? claims.get(meant));
        const place = first?.range ?? list?.key.range;
        const has =
          names.length === 0 ? 'has no volumes' : `has ${names.map((n) => `"${n}"`).join(', ')}`;
        yield {
          range: name.range,
          message:
            `Container ${container.label} mounts the volume "${name.text}", but the Pod of ` +
            `${describe(document)} ${has}. Kubernetes refuses it: every name under ` +
            `\`${field}\` must be one under \`volumes\`.`,
          related: place === undefined ? [] : [related(document, place, 'The volumes of this Pod')],
          fixes: fixesFor(document, set, template, name, meant),
        };
      }
    }
  },
};

function fixesFor(
  document: KubernetesDocument,
  set: ObjectSet,
  template: PodTemplate,
  name: YamlScalar,
  meant: string | undefined,
): Fix[] {
  const fixes: Fix[] = [];
  if (meant !== undefined) {
    const edit = replaceScalar(name, meant);
    fixes.push(fix(document, `Mount the volume ${meant}`, [edit], { isPreferred: true }));
  }
  const added = addVolume(document, set, template, name.text, meant === undefined);
  return added === undefined ? fixes : [...fixes, added];
}

/** Adds a volume of what carries this name in the files, else an empty directory. */
function addVolume(
  document: KubernetesDocument,
  set: ObjectSet,
  { spec }: PodTemplate,
  name: string,
  isPreferred: boolean,
): Fix | undefined {
  if (spec?.kind !== 'mapping') return undefined;
  const [what, source] = sourceFor(document, set, name);
  const volume = { name, ...source };
  const volumes = child(spec, 'volumes');
  const { text } = document;
  const edit =
    volumes === undefined
      ? appendList(text, spec, 'volumes', volume)
      : volumes.kind === 'sequence'
        ? appendItem(text, volumes, volume)
        : undefined;
  if (edit === undefined) return undefined;
  return fix(document, `Add the volume ${name} (${what})`, [edit], { isPreferred });
}

function sourceFor(
  document: KubernetesDocument,
  set: ObjectSet,
  name: string,
): [what: string, source: { readonly [key: string]: Record<string, string> }] {
  if (set.find('ConfigMap', name, document) !== undefined) {
    return ['its ConfigMap', { configMap: { name } }];
  }
  if (set.find('Secret', name, document) !== undefined) {
    return ['its Secret', { secret: { secretName: name } }];
  }
  if (set.find('PersistentVolumeClaim', name, document) !== undefined) {
    return ['its claim', { persistentVolumeClaim: { claimName: name } }];
  }
  return ['an empty directory', { emptyDir: {} }];
}
