/** Words that fields take and that OpenAPI does not list, by type and field. */
const ENUMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'discovery.v1.EndpointSlice': { addressType: ['IPv4', 'IPv6', 'FQDN'] },
  'networking.v1.HTTPIngressPath': { pathType: ['Exact', 'ImplementationSpecific', 'Prefix'] },
  'apiextensions.v1.CustomResourceDefinitionSpec': { scope: ['Namespaced', 'Cluster'] },
  'apiextensions.v1.JSONSchemaProps': {
    type: ['object', 'array', 'string', 'integer', 'number', 'boolean'],
  },
  'autoscaling.v2.MetricSpec': {
    type: ['Resource', 'ContainerResource', 'Pods', 'Object', 'External'],
  },
  'autoscaling.v2.MetricTarget': { type: ['Utilization', 'Value', 'AverageValue'] },
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': {
    validationActions: ['Deny', 'Warn', 'Audit'],
  },
};

/** Fields whose empty text is not the same as leaving them out. */
const EMPTY_REFUSED: Readonly<Record<string, readonly string[]>> = {
  'networking.v1.NetworkPolicyPort': ['protocol'],
  'networking.v1.HTTPIngressPath': ['pathType'],
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': ['failurePolicy'],
  'scheduling.v1.PriorityClass': ['preemptionPolicy'],
  'storage.v1.StorageClass': ['volumeBindingMode'],
  'discovery.v1.EndpointSlice': ['addressType'],
};

/** Undefined for fields about which nothing is known beyond OpenAPI. */
export function knownValues(type: string, field: string): readonly string[] | undefined {
  return ENUMS[type]?.[field];
}

export function refusesEmpty(type: string, field: string): boolean {
  return EMPTY_REFUSED[type]?.includes(field) === true;
}
