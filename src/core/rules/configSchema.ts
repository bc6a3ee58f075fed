import { PROFILES, SEVERITIES } from './repositoryConfig.ts';
import type { Rule } from './rule.ts';

/** The JSON Schema of `.k8s-labs.yaml`: `schemas/k8s-labs.schema.json`. */
export function configSchema(rules: readonly Rule[]): object {
  const severities = rules
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, summary }) => [id, { description: summary, enum: [...SEVERITIES, false] }]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Labs for Kubernetes',
    description: 'What counts for the manifests of this repository.',
    type: 'object',
    additionalProperties: false,
    properties: {
      profile: { type: 'string', description: 'Which rules speak.', enum: PROFILES },
      kubernetesVersion: {
        type: 'string',
        description: 'Version of Kubernetes that manifests are written for: "1.36".',
        pattern: String.raw`^v?1\.\d{1,3}`,
      },
      rules: {
        type: 'object',
        description: 'Severity of single rules, over that of the profile.',
        additionalProperties: false,
        properties: Object.fromEntries(severities) as object,
      },
      exclude: {
        type: 'array',
        description: 'Paths that are left out: folders, or patterns with * and **.',
        items: { type: 'string' },
      },
    },
  };
}
