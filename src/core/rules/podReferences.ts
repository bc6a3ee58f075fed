import { child, items, scalar, textAt } from '../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../yaml/tree.ts';
import type { PodTemplate } from './podTemplates.ts';

export type ReferencedKind = 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount';

/** A place where a Pod names an object that it needs. */
export interface PodReference {
  readonly kind: ReferencedKind;
  /** The scalar that holds the object's name. */
  readonly name: YamlScalar;
  /** The scalars that name keys of its data. */
  readonly keys: readonly YamlScalar[];
  /** True when the Pod starts without it. */
  readonly isOptional: boolean;
  readonly use: 'env' | 'volume' | 'pull' | 'account';
}

const known = new WeakMap<PodTemplate, readonly PodReference[]>();

/** All that the Pods of a template name, in reading order of its parts; looked up once. */
export function podReferences(template: PodTemplate): readonly PodReference[] {
  const cached = known.get(template);
  if (cached !== undefined) return cached;
  const { spec, containers } = template;
  const found = [
    ...containers.flatMap(({ node }) => fromContainer(node)),
    ...items(child(spec, 'volumes')).flatMap(fromVolume),
    ...reference('ServiceAccount', spec, 'serviceAccountName', 'account'),
    ...items(child(spec, 'imagePullSecrets')).flatMap((one) =>
      reference('Secret', one, 'name', 'pull'),
    ),
  ];
  known.set(template, found);
  return found;
}

function fromContainer(node: YamlNode): PodReference[] {
  const single = items(child(node, 'env')).flatMap((variable) => {
    const from = child(variable, 'valueFrom');
    return [
      ...reference('ConfigMap', child(from, 'configMapKeyRef'), 'name', 'env'),
      ...reference('Secret', child(from, 'secretKeyRef'), 'name', 'env'),
    ];
  });
  const whole = items(child(node, 'envFrom')).flatMap((source) => [
    ...reference('ConfigMap', child(source, 'configMapRef'), 'name', 'env'),
    ...reference('Secret', child(source, 'secretRef'), 'name', 'env'),
  ]);
  return [...single, ...whole];
}

function fromVolume(volume: YamlNode): PodReference[] {
  const projected = items(child(child(volume, 'projected'), 'sources'));
  return [
    ...reference('ConfigMap', child(volume, 'configMap'), 'name', 'volume'),
    ...reference('Secret', child(volume, 'secret'), 'secretName', 'volume'),
    ...reference(
      'PersistentVolumeClaim',
      child(volume, 'persistentVolumeClaim'),
      'claimName',
      'volume',
    ),
    ...reference('Secret', child(child(volume, 'csi'), 'nodePublishSecretRef'), 'name', 'volume'),
    ...projected.flatMap((source) => [
      ...reference('ConfigMap', child(source, 'configMap'), 'name', 'volume'),
      ...reference('Secret', child(source, 'secret'), 'name', 'volume'),
    ]),
  ];
}

function reference(
  kind: ReferencedKind,
  node: YamlNode | undefined,
  field: string,
  use: PodReference['use'],
): PodReference[] {
  const name = scalar(child(node, field));
  if (name === undefined || name.text === '') return [];
  const key = scalar(child(node, 'key'));
  const listed = items(child(node, 'items')).flatMap((item) => scalar(child(item, 'key')) ?? []);
  const keys = key === undefined ? listed : [key, ...listed];
  return [{ kind, name, keys, isOptional: textAt(node, 'optional') === 'true', use }];
}
