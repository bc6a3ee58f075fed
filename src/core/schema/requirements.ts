import { child, findPair, textAt } from '../yaml/access.ts';
import type { YamlMapping } from '../yaml/tree.ts';
import type { ObjectType } from './fieldTypes.ts';

/** A field that the server asks for although OpenAPI does not, perhaps depending on its siblings. */
interface Requirement {
  readonly field: string;
  /** Fields of which one is enough. */
  readonly or?: readonly string[];
  readonly when?: (mapping: YamlMapping) => boolean;
}

const needs = (...fields: string[]): Requirement[] => fields.map((field) => ({ field }));

/** Metric sources of an autoscaler: the type names the field that describes it. */
const METRIC_FIELDS: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

const TARGET_FIELDS: Readonly<Record<string, string>> = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
};

/** By type. They stand in the validation code of the API server (`pkg/apis/<group>/validation`). */
const REQUIREMENTS: Readonly<Record<string, readonly Requirement[]>> = {
  'core.v1.Pod': needs('spec'),
  'core.v1.PodTemplateSpec': needs('spec'),
  'core.v1.Service': needs('spec'),
  'core.v1.ServiceSpec': [
    {
      field: 'ports',
      when: (spec) =>
        textAt(spec, 'type') !== 'ExternalName' && textAt(spec, 'clusterIP') !== 'None',
    },
  ],
  'core.v1.PersistentVolume': needs('spec'),
  'core.v1.PersistentVolumeSpec': needs('capacity', 'accessModes'),
  'core.v1.PersistentVolumeClaim': needs('spec'),
  'batch.v1.Job': needs('spec'),
  'networking.v1.Ingress': needs('spec'),
  'networking.v1.IngressSpec': [{ field: 'rules', or: ['defaultBackend'] }],
  'networking.v1.IngressServiceBackend': needs('port'),
  'networking.v1.ServiceBackendPort': [{ field: 'number', or: ['name'] }],
  'networking.v1.IngressClass': needs('spec'),
  'networking.v1.IngressClassSpec': needs('controller'),
  'rbac.v1.PolicyRule': ['apiGroups', 'resources'].map((field) => ({
    field,
    when: (rule) => findPair(rule, 'nonResourceURLs') === undefined,
  })),
  'autoscaling.v2.MetricSpec': Object.entries(METRIC_FIELDS).map(([type, field]) => ({
    field,
    when: (metric) => textAt(metric, 'type') === type,
  })),
  'autoscaling.v2.MetricTarget': Object.entries(TARGET_FIELDS).map(([type, field]) => ({
    field,
    when: (target) => textAt(target, 'type') === type,
  })),
  'admissionregistration.v1.ValidatingAdmissionPolicy': needs('spec'),
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': [
    ...needs('matchConstraints'),
    { field: 'validations', or: ['auditAnnotations'] },
  ],
  'admissionregistration.v1.NamedRuleWithOperations': needs(
    'apiGroups',
    'apiVersions',
    'operations',
    'resources',
  ),
  'apiextensions.v1.CustomResourceDefinitionVersion': needs('schema'),
  'apiextensions.v1.JSONSchemaProps': [{ field: 'type', when: isTypedSchema }],
};

/** Sources of a PersistentVolume: exactly one of them. */
const VOLUME_TYPE = 'core.v1.PersistentVolumeSpec';
const VOLUME_SOURCES =
  /^(?:nfs|hostPath|local|csi|iscsi|fc|awsElasticBlockStore|gcePersistentDisk|azureDisk|azureFile|cinder|cephfs|rbd|vsphereVolume|glusterfs|flexVolume|flocker|photonPersistentDisk|portworxVolume|quobyte|scaleIO|storageos)$/;

/** OpenAPI asks for them, and the server puts them in. */
const NOT_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'rbac.v1.RoleRef': ['apiGroup'],
  'apiextensions.v1.CustomResourceDefinitionVersion': ['served'],
};

/** Fields that may be left empty although they are required. */
const MAY_BE_EMPTY: Readonly<Record<string, readonly string[]>> = {
  'rbac.v1.Subject': ['apiGroup'],
  'core.v1.Toleration': ['key'],
  'meta.v1.LabelSelectorRequirement': ['key'],
};

/** Lists that the server takes for missing when they are empty; it takes most others as they are. */
const NEED_AN_ITEM: Readonly<Record<string, readonly string[]>> = {
  'core.v1.PodSpec': ['containers'],
  'core.v1.NodeSelector': ['nodeSelectorTerms'],
  'networking.v1.HTTPIngressRuleValue': ['paths'],
  'rbac.v1.PolicyRule': ['verbs'],
};

/** True for a list that is there without an item and has to have one. */
export function needsAnItem(type: ObjectType, field: string): boolean {
  return NEED_AN_ITEM[type.name]?.includes(field) === true;
}

/** Fields that are missing from a mapping of a type. */
export function missingFields(type: ObjectType, mapping: YamlMapping): string[] {
  const optional = NOT_REQUIRED[type.name] ?? [];
  const missing = type.required.filter(
    (name) => !optional.includes(name) && findPair(mapping, name) === undefined,
  );
  for (const { field, or = [], when } of REQUIREMENTS[type.name] ?? []) {
    if (missing.includes(field) || when?.(mapping) === false) continue;
    const isThere = [field, ...or].some((name) => findPair(mapping, name) !== undefined);
    if (!isThere) missing.push(field);
  }
  if (type.name === VOLUME_TYPE && !mapping.pairs.some(({ name }) => VOLUME_SOURCES.test(name))) {
    missing.push('hostPath');
  }
  return missing;
}

/** True for a required text that is written as the empty one: to the server it is not there. */
export function isEmptyRequired(type: ObjectType, field: string): boolean {
  const isAsked =
    type.required.includes(field) ||
    REQUIREMENTS[type.name]?.some((one) => one.field === field && one.when === undefined) === true;
  const isFree =
    NOT_REQUIRED[type.name]?.includes(field) === true ||
    MAY_BE_EMPTY[type.name]?.includes(field) === true;
  return isAsked && !isFree;
}

/** Structural schemas name the type of everything but of what is open. */
function isTypedSchema(schema: YamlMapping): boolean {
  const isOpen =
    textAt(schema, 'x-kubernetes-int-or-string') === 'true' ||
    textAt(schema, 'x-kubernetes-preserve-unknown-fields') === 'true' ||
    findPair(schema, '$ref') !== undefined;
  if (isOpen) return false;
  const holder = schema.parent;
  if (holder?.kind !== 'mapping') return false;
  const key = holder.pairs.find(({ value }) => value === schema)?.name ?? '';
  if (/^(?:openAPIV3Schema|items|additionalProperties)$/.test(key)) return true;
  const outer = holder.parent;
  return outer?.kind === 'mapping' && child(outer, 'properties') === holder;
}
