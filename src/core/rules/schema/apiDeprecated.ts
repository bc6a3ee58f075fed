import type { KubernetesSchema, SchemaKind } from '../../schema/kubernetesSchema.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { apiVerdict, apiVersionNode } from './apiVersions.ts';
import { migration } from './migration.ts';

/** Kinds that are served to the end of time and not to be used in anything new. */
const OUTDATED: Readonly<Record<string, string>> = {
  'v1 Endpoints': 'the EndpointSlices of discovery.k8s.io/v1 take their place since 1.33',
  'v1 ComponentStatus': 'it says nothing true about a cluster of today',
};

/** Flags early versions of kinds that have a stable one, and kinds that have had their day. */
export const apiDeprecated: ObjectRule = {
  id: 'api-deprecated',
  group: 'identity',
  summary: 'This version of the kind is deprecated: there is a stable one, or another kind.',
  severity: WARNING,
  isFixable: true,
  isCrossObject: false,
  *check({ document, schema }) {
    const verdict = apiVerdict(document, schema);
    const node = apiVersionNode(document);
    if (verdict.verdict !== 'served' || node === undefined) return;
    const outdated = OUTDATED[`${document.apiVersion} ${document.kind}`];
    const stable = stableVersion(verdict.kind, schema);
    if (outdated === undefined && stable === undefined) return;
    yield {
      range: node.range,
      message:
        `${document.kind} of "${document.apiVersion}" is deprecated: ` +
        (stable === undefined
          ? `${outdated}.`
          : `early versions go away some releases after the stable one came, which is "${stable}".`),
      isDeprecated: true,
      fixes: stable === undefined ? [] : migration(document, node, stable),
    };
  },
};

/** The version without alpha or beta of the same group, for a version with either. */
function stableVersion(
  { group, version, kind }: SchemaKind,
  schema: KubernetesSchema,
): string | undefined {
  if (!/alpha|beta/.test(version)) return undefined;
  return schema
    .kindsNamed(kind)
    .find((one) => one.group === group && !/alpha|beta/.test(one.version))?.apiVersion;
}
