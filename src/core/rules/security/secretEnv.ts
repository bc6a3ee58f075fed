import { child, items, scalar } from '../../yaml/access.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/tree.ts';
import type { Container } from '../podTemplates.ts';

/** Names under which secrets travel. */
const SECRET_NAME =
  /(?:^|[_-])(?:passw(?:or)?d|passwd|pwd|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;

/** Values that are no secret whatever their name: places, switches, references. */
const HARMLESS = /^(?:$|true|false|\d+|\/.*|.*\$\(.*|.*\$\{.*|none|changeme)$/i;

/** Beginnings and shapes of well-known keys. */
const SECRET_VALUE =
  /^(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|xox[abp]-[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|eyJ[\w-]{10,}\.[\w-]{10,}\.)/;

/** An environment variable of a container with its parts. */
export interface Variable {
  readonly node: YamlMapping;
  readonly name: YamlScalar;
  readonly value: YamlScalar | undefined;
}

export function variablesOf({ node }: Container): Variable[] {
  return items(child(node, 'env')).flatMap((variable) => {
    const name = scalar(child(variable, 'name'));
    if (variable.kind !== 'mapping' || name === undefined) return [];
    return [{ node: variable, name, value: scalar(child(variable, 'value')) }];
  });
}

/** True for text that reads as a secret, by the name it has or by itself. */
export function looksSecret(name: string, value: string): boolean {
  return SECRET_VALUE.test(value) || (SECRET_NAME.test(name) && !HARMLESS.test(value));
}
