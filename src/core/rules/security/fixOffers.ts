import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Fix, TextEdit } from '../rule.ts';

/** The one fix of a finding, where its edit can be made. */
export function offer(
  document: KubernetesDocument,
  title: string,
  edit: TextEdit | undefined,
  options: Parameters<typeof fix>[3] = {},
): Fix[] {
  return edit === undefined
    ? []
    : [fix(document, title, [edit], { isPreferred: true, ...options })];
}
