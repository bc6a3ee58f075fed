import { type FieldPath, findFields } from '../kubernetes/fieldPath.ts';
import { textAt, toValue, child } from '../yaml/access.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { YamlDocument } from '../yaml/tree.ts';

/** Which document of a file is meant, where it holds several. */
export interface DocumentRef {
  readonly kind: string;
  readonly name?: string | undefined;
}

/** The first value at a path of a YAML or JSON file; a sentence when there is none to be had. */
export function readFileValue(
  text: string | undefined,
  path: FieldPath,
  ref?: DocumentRef,
): { readonly value: unknown } | { readonly fault: string } {
  if (text === undefined) return { fault: 'the file is not there' };
  const documents = parseYaml(text);
  const broken = documents.flatMap(({ problems }) => problems)[0];
  if (broken !== undefined) return { fault: `the file cannot be read: ${broken.message}` };
  const meant = ref === undefined ? documents : documents.filter((each) => isMeant(each, ref));
  if (meant.length === 0) {
    const name = ref?.name === undefined ? '' : ` called ${ref.name}`;
    return { fault: `the file has no ${ref?.kind}${name}` };
  }
  for (const { root } of meant) {
    const [match] = findFields(toValue(root), path);
    if (match !== undefined) return { value: match.value };
  }
  return { value: undefined };
}

export function isMeant({ root }: YamlDocument, { kind, name }: DocumentRef): boolean {
  if (textAt(root, 'kind') !== kind) return false;
  return name === undefined || textAt(child(root, 'metadata'), 'name') === name;
}
