import {
  isValidName,
  LABEL_NAME,
  type NameRule,
  SUBDOMAIN,
  validName,
} from '../kubernetes/objectNames.ts';
import { portNameFault } from '../kubernetes/portNames.ts';
import { isStandardResource, nearResource } from '../kubernetes/resourceNames.ts';
import { textAt } from '../yaml/access.ts';
import type { YamlMapping, YamlScalar } from '../yaml/tree.ts';

/** What is wrong with how a text is written. */
export interface FormatProblem {
  /** Ends "Expected: …". */
  readonly expected: string;
  /** What most likely was meant; a number goes without quotes. */
  readonly meant?: string | number | undefined;
}

type Format = (node: YamlScalar, mapping: YamlMapping) => FormatProblem | undefined;

const LABEL_1035: NameRule = {
  pattern: /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/,
  maxChars: 63,
  description: 'lower-case letters, digits and "-", starting with a letter',
};

function name(rule: NameRule): Format {
  return ({ text, value }) =>
    typeof value !== 'string' || isValidName(text, rule)
      ? undefined
      : { expected: rule.description, meant: validName(text, rule) };
}

const label = name(LABEL_NAME);
const subdomain = name(SUBDOMAIN);

/** A number, or text that ends in a percent sign. */
const percent: Format = ({ text, value }) =>
  typeof value === 'string' && !/^\d+%$/.test(text)
    ? { expected: 'a number without quotes, or a percentage such as 25%', meant: numberOf(text) }
    : undefined;

function numberOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const portName: Format = ({ text, value }) =>
  typeof value === 'string' && portNameFault(text) !== undefined
    ? { expected: 'a number without quotes, or the name of a port', meant: numberOf(text) }
    : undefined;

const clusterIp: Format = ({ text, value }) =>
  typeof value === 'string' && !/^(?:|None|[\d.]+|[\da-f:]+)$/.test(text)
    ? { expected: 'an IP address or None', meant: /^none$/i.test(text) ? 'None' : undefined }
    : undefined;

const host: Format = (node, mapping) =>
  node.text.startsWith('*.')
    ? subdomain({ ...node, text: node.text.slice(2), value: node.text.slice(2) }, mapping)
    : subdomain(node, mapping);

const qualified: Format = ({ text, value }) =>
  typeof value === 'string' && !/^(?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/.test(text)
    ? { expected: 'letters, digits, "-", "_" and "."' }
    : undefined;

const controller: Format = ({ text, value }) =>
  typeof value === 'string' && !/^[a-z0-9][-a-z0-9.]*\/[\w./~%!$&'()*+,;=:-]+$/.test(text)
    ? { expected: 'a domain and a path, such as k8s.io/ingress-nginx' }
    : undefined;

const limitType: Format = ({ text, value }) =>
  typeof value === 'string' &&
  !/^(?:Container|Pod|PersistentVolumeClaim)$/.test(text) &&
  !/^[a-z0-9.-]+\/[\w.-]*[A-Za-z0-9]$/.test(text)
    ? {
        expected: 'Container, Pod or PersistentVolumeClaim',
        meant: ['Container', 'Pod', 'PersistentVolumeClaim'].find(
          (one) => one.toLowerCase() === text.toLowerCase(),
        ),
      }
    : undefined;

/** Only ServiceAccounts are named as objects are. */
const account: Format = (node, mapping) =>
  textAt(mapping, 'kind') === 'ServiceAccount' ? subdomain(node, mapping) : undefined;

/** By type and field. They stand in the validation code of the API server. */
const FORMATS: Readonly<Record<string, Readonly<Record<string, Format>>>> = {
  'core.v1.Container': { name: label },
  'core.v1.Volume': { name: label },
  'core.v1.PodSpec': {
    serviceAccountName: subdomain,
    priorityClassName: subdomain,
    runtimeClassName: subdomain,
    hostname: label,
    subdomain: label,
  },
  'core.v1.ServiceSpec': { clusterIP: clusterIp },
  'core.v1.LimitRangeItem': { type: limitType },
  'core.v1.PersistentVolumeSpec': { storageClassName: subdomain },
  'core.v1.PersistentVolumeClaimSpec': { storageClassName: subdomain },
  'apps.v1.StatefulSetSpec': { serviceName: label },
  'apps.v1.RollingUpdateDeployment': { maxSurge: percent, maxUnavailable: percent },
  'apps.v1.RollingUpdateDaemonSet': { maxSurge: percent, maxUnavailable: percent },
  'policy.v1.PodDisruptionBudgetSpec': { maxUnavailable: percent, minAvailable: percent },
  'networking.v1.IngressSpec': { ingressClassName: subdomain },
  'networking.v1.IngressRule': { host },
  'networking.v1.IngressServiceBackend': { name: label },
  'networking.v1.NetworkPolicyPort': { port: portName },
  'networking.v1.IngressClassSpec': { controller },
  'storage.v1.StorageClass': { provisioner: qualified },
  'discovery.v1.EndpointPort': { name: label },
  'rbac.v1.Subject': { name: account },
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': { policyName: subdomain },
  'apiextensions.v1.CustomResourceDefinitionSpec': { group: subdomain },
  'apiextensions.v1.CustomResourceDefinitionVersion': { name: name(LABEL_1035) },
  'apiextensions.v1.CustomResourceDefinitionNames': {
    plural: name(LABEL_1035),
    singular: name(LABEL_1035),
    kind: ({ text, value }) =>
      typeof value === 'string' && !isValidName(text.toLowerCase(), LABEL_1035)
        ? { expected: 'letters, digits and "-"' }
        : undefined,
  },
};

/** Fields whose keys are resources. */
const RESOURCE_LISTS: Readonly<Record<string, readonly string[]>> = {
  'core.v1.ResourceRequirements': ['requests', 'limits'],
  'core.v1.VolumeResourceRequirements': ['requests', 'limits'],
  'core.v1.ResourceQuotaSpec': ['hard'],
  'core.v1.LimitRangeItem': ['default', 'defaultRequest', 'max', 'min'],
  'core.v1.PersistentVolumeSpec': ['capacity'],
};

/** What is wrong with how a value is written; the empty text is a matter of required fields. */
export function formatProblem(
  type: string,
  field: string,
  node: YamlScalar,
  mapping: YamlMapping,
): FormatProblem | undefined {
  const format = FORMATS[type]?.[field];
  return node.text === '' ? undefined : format?.(node, mapping);
}

/** What is wrong with a key below a field; undefined where any key will do. */
export function keyProblem(type: string, field: string, key: string): FormatProblem | undefined {
  if (RESOURCE_LISTS[type]?.includes(field) !== true) return undefined;
  const isCapacity = field === 'capacity';
  const isKnown = isCapacity ? key === 'storage' : isStandardResource(key);
  if (isKnown) return undefined;
  return {
    expected: isCapacity ? 'storage' : 'cpu, memory, ephemeral-storage or a name with a domain',
    meant: isCapacity ? 'storage' : nearResource(key),
  };
}
