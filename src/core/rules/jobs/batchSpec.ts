import { child } from '../../yaml/access.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';

/** The `spec` of a Job or CronJob; undefined while it is being written. */
export function batchSpec(document: KubernetesDocument): YamlMapping | undefined {
  const spec = child(document.root, 'spec');
  return apiGroup(document) === 'batch' && spec?.kind === 'mapping' ? spec : undefined;
}
