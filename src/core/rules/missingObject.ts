import { replaceScalar } from '../yaml/edits.ts';
import type { YamlScalar } from '../yaml/tree.ts';
import { fix } from './fixes.ts';
import { describe, type KubernetesDocument } from './kubernetesDocument.ts';
import { nearest } from './nearest.ts';
import { namespaceKey, type ObjectSet } from './objectSet.ts';
import type { Finding } from './rule.ts';

/** An object that is named and not there. */
export interface MissingObject {
  readonly from: KubernetesDocument;
  readonly kind: string;
  /** The scalar that holds its name. */
  readonly name: YamlScalar;
  /** What comes of it, as a sentence. */
  readonly consequence: string;
  /** True for kinds that belong to no namespace. */
  readonly isClusterScoped?: boolean;
}

/**
 * The finding for an object that is named and that the files do not describe. Undefined when it is
 * there, and where nothing can be known: files that cannot be read, or no object of the kind at all.
 */
export function missingObject(set: ObjectSet, missing: MissingObject): Finding | undefined {
  const { from, kind, name, consequence, isClusterScoped = false } = missing;
  if (isClusterScoped ? isAnywhere(set, kind, name.text) : set.find(kind, name.text, from)) {
    return undefined;
  }
  if (set.isIncomplete) return undefined;
  const all = set.ofKind(kind);
  if (all.length === 0) return undefined;
  const here = isClusterScoped
    ? all
    : all.filter((one) => namespaceKey(one) === namespaceKey(from));
  const elsewhere = all.find((one) => one.name === name.text);
  const near = nearest(
    name.text,
    here.flatMap((one) => one.name ?? []),
  );
  const meant = here.find((one) => one.name === near && near !== undefined);
  const related = elsewhere ?? meant;
  return {
    range: name.range,
    message:
      `No ${kind} in these files is called "${name.text}"${whereIs(from, elsewhere, near)} ` +
      consequence,
    related:
      related === undefined
        ? []
        : [
            {
              uri: related.uri,
              range: (related.nameNode ?? related.kindNode).range,
              message: `${describe(related)} is here.`,
            },
          ],
    fixes:
      near === undefined
        ? []
        : [fix(from, `Use ${kind} ${near}`, [replaceScalar(name, near)], { isPreferred: true })],
  };
}

function whereIs(
  from: KubernetesDocument,
  elsewhere: KubernetesDocument | undefined,
  near: string | undefined,
): string {
  if (elsewhere !== undefined) {
    const there = elsewhere.namespace ?? 'default';
    return ` in the namespace ${from.namespace ?? 'default'}: it is in ${there}.`;
  }
  return near === undefined ? '.' : `: did you mean "${near}"?`;
}

function isAnywhere(set: ObjectSet, kind: string, name: string): boolean {
  for (const one of set.ofKind(kind)) if (one.name === name) return true;
  return false;
}
