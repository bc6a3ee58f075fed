import type { FieldType, ObjectType } from '../../schema/fieldTypes.ts';
import type { Frame } from '../../schema/walk.ts';
import type { YamlNode } from '../../yaml/tree.ts';

/** How messages name the holder of a field: `DeploymentSpec`, `Container`. */
export function typeName({ name }: ObjectType): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const SCALARS = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  quantity: 'a quantity such as 100m or 128Mi',
  'int-or-string': 'a whole number or text',
  time: 'a time such as 2026-01-31T12:00:00Z',
  base64: 'text in base64',
} as const;

/** What may stand there, in words. */
export function expectation(type: FieldType): string {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.scalar];
    case 'list':
      return type.items.kind === 'scalar'
        ? `a list, each item (after a dash) ${SCALARS[type.items.scalar]}`
        : 'a list: each item starts with a dash';
    case 'map':
      return 'a mapping of names to values';
    case 'object':
      return `a mapping with the fields of ${typeName(type)}`;
    case 'any':
      return 'anything';
  }
}

/** What stands there, in words. */
export function reality(node: YamlNode): string {
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  if (node.kind !== 'scalar') return 'nothing';
  if (typeof node.value === 'string') return 'text';
  return typeof node.value === 'boolean' ? `the boolean ${node.value}` : `the number ${node.text}`;
}

/** The server's way to name a place: `spec.template.spec.containers[0].image`. */
export function pathTo(frames: readonly Frame[], ...rest: readonly string[]): string {
  const parts = frames.slice(1).flatMap(({ mapping }, index) => {
    const holder = frames[index]?.mapping;
    return holder === undefined ? [] : stepsBetween(holder, mapping);
  });
  return [...parts, ...rest].join('.').replaceAll('.[', '[');
}

/** From a mapping down to one that it holds, through lists and mappings of any depth. */
function stepsBetween(holder: YamlNode, inner: YamlNode): string[] {
  const steps: string[] = [];
  let node: YamlNode = inner;
  while (node !== holder && node.parent !== undefined) {
    const { parent } = node;
    const at: YamlNode = node;
    steps.unshift(
      parent.kind === 'sequence'
        ? `[${parent.items.indexOf(at)}]`
        : (parent.pairs.find(({ value }) => value === at)?.name ?? ''),
    );
    node = parent;
  }
  return steps;
}
