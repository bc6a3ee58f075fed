import type { ObjectContext } from '../rule.ts';
import { type SecuritySetting, settingsOf } from './securityContext.ts';

export type IdField = 'runAsUser' | 'runAsGroup';

/** Every user or group that a Pod and its containers name by number. */
export function writtenIds(
  { document, set }: ObjectContext,
  field: IdField,
): (SecuritySetting & { readonly id: number })[] {
  const template = set.podOf(document);
  if (template === undefined) return [];
  return settingsOf(template, [field]).flatMap((setting) => {
    const { value } = setting;
    if (value.kind !== 'scalar' || typeof value.value !== 'number') return [];
    return [{ ...setting, id: value.value }];
  });
}
