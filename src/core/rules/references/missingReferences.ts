import type { ObjectContext } from '../rule.ts';
import type { Finding } from '../rule.ts';
import { missingObject } from '../missingObject.ts';
import { podReferences, type PodReference } from '../podReferences.ts';

/** The findings for references of a Pod that lead nowhere. */
export function* missingReferences(
  { document, set }: ObjectContext,
  isMeant: (reference: PodReference) => boolean,
  consequence: string,
): Generator<Finding> {
  const template = set.podOf(document);
  if (template === undefined) return;
  for (const reference of podReferences(template)) {
    if (!isMeant(reference)) continue;
    const { kind, name } = reference;
    const found = missingObject(set, { from: document, kind, name, consequence });
    if (found !== undefined) yield found;
  }
}
