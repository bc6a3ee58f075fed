import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What OpenAPI does not say about a definition (`io.k8s.api.core.v1.Container`), from its Go type. */
export interface GoStruct {
  /** Names of its fields in the order in which people wrote them down. */
  readonly fields: readonly string[];
  /** Allowed values by field: those of `+enum` types. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

export type GoStructs = ReadonlyMap<string, GoStruct>;

interface GoPackage {
  /** Path of the import: `k8s.io/api/core/v1`. */
  readonly path: string;
  readonly source: string;
}

/** The structs of the API's Go packages. */
export async function readGoStructs(api: string, apimachinery: string): Promise<GoStructs> {
  const packages = [
    ...(await packagesBelow(api, 'k8s.io/api')),
    {
      path: 'k8s.io/apimachinery/pkg/apis/meta/v1',
      source: await goSource(join(apimachinery, 'pkg', 'apis', 'meta', 'v1')),
    },
  ];
  const enums = new Map(
    packages.flatMap(({ path, source }) =>
      enumTypes(source).map(([name, values]) => [`${path}.${name}`, values] as const),
    ),
  );
  const structs = new Map<string, { fields: string[]; enums: Map<string, readonly string[]> }>();
  for (const { path, source } of packages) {
    const imports = importsOf(source);
    for (const { struct, json, type } of structFields(source)) {
      const [qualifier, name] = type.includes('.') ? type.split('.') : [undefined, type];
      const home = qualifier === undefined ? path : imports.get(qualifier);
      const id = `${definitionPrefix(path)}.${struct}`;
      const known = structs.get(id) ?? { fields: [], enums: new Map<string, readonly string[]>() };
      structs.set(id, known);
      known.fields.push(json);
      const values = enums.get(`${home}.${name}`);
      if (values !== undefined) known.enums.set(json, values);
    }
  }
  return structs;
}

async function packagesBelow(folder: string, path: string): Promise<GoPackage[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && entry.name !== 'testdata')
      .map(({ name }) => packagesBelow(join(folder, name), `${path}/${name}`)),
  );
  const source = await goSource(folder);
  return source === '' ? below.flat() : [{ path, source }, ...below.flat()];
}

/** The hand-written files of a package, as one text. */
async function goSource(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith('.go') && !/^(?:zz_|generated|.*_test\.go$)/.test(name),
  );
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.join('\n');
}

/** String types whose comment says `+enum`, with their constants. */
function enumTypes(source: string): [name: string, values: string[]][] {
  return [...source.matchAll(/((?:^\s*\/\/.*\n)+)type (\w+) string$/gm)].flatMap(
    ([, comment = '', name = '']) => {
      if (!/^\s*\/\/ ?\+enum\s*$/m.test(comment)) return [];
      const constant = new RegExp(`^\\s*(?:const )?\\w+\\s+${name}\\s*=\\s*"([^"]*)"`, 'gm');
      const values = [...source.matchAll(constant)].map(([, value = '']) => value);
      return values.length === 0 ? [] : [[name, [...new Set(values)]]];
    },
  );
}

/** Names under which a package knows the packages it imports. */
function importsOf(source: string): Map<string, string> {
  const found = source.matchAll(/^\s*(?:import )?(\w+ )?"(k8s\.io\/[^"]+)"/gm);
  return new Map(
    [...found].map(([, alias, path = '']) => [
      alias?.trim() ?? path.slice(path.lastIndexOf('/') + 1),
      path,
    ]),
  );
}

/** Fields with the type of their values: pointers and lists stand for what they hold. */
function* structFields(source: string): Generator<{ struct: string; json: string; type: string }> {
  for (const [, struct = '', body = ''] of source.matchAll(
    /^type (\w+) struct \{\n([^]*?)\n\}/gm,
  )) {
    for (const [, type = '', json = ''] of body.matchAll(
      /^\s+\w+\s+(?:\*|\[\])*([\w.]+)\s+`json:"(\w+)[^`]*`/gm,
    )) {
      yield { struct, json, type };
    }
  }
}

/** `k8s.io/api/core/v1` is `io.k8s.api.core.v1` in OpenAPI. */
function definitionPrefix(path: string): string {
  return path.replace('k8s.io/', 'io.k8s.').replaceAll('/', '.');
}
