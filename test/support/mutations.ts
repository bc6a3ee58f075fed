import { readFileSync } from 'node:fs';
import {
  kubernetesDocuments,
  type KubernetesDocument,
} from '../../src/core/rules/kubernetesDocument.ts';
import { removePair } from '../../src/core/yaml/edits.ts';
import { replaceValue } from '../../src/core/yaml/fieldEdits.ts';
import { parseYaml } from '../../src/core/yaml/parse.ts';
import type { YamlMapping, YamlPair, YamlScalar } from '../../src/core/yaml/tree.ts';
import { withEdits } from '../../src/core/rules/chosenFixes.ts';
import type { TextEdit } from '../../src/core/rules/rule.ts';

/** A healthy object with one fault put into it. */
export interface Mutation {
  /** Where it came from and what was done: `Deployment: drop spec.selector`. */
  readonly name: string;
  readonly text: string;
  readonly object: { readonly apiVersion: string; readonly kind: string };
}

/** Healthy objects, one a text. */
export interface Healthy {
  readonly name: string;
  readonly text: string;
}

/** Every single-fault mutation of an object. */
export function* mutationsOf({ name, text }: Healthy): Generator<Mutation> {
  const [document] = kubernetesDocuments('file:///a.yaml', text, parseYaml(text));
  if (document === undefined) return;
  const object = { apiVersion: document.apiVersion, kind: document.kind };
  for (const { path, mapping, pair } of pairsOf(document)) {
    // What an object is has rules of its own, which a path of the server cannot be made from.
    if (path === 'apiVersion' || path === 'kind') continue;
    for (const [what, edit] of edits(text, mapping, pair)) {
      yield { name: `${name}: ${what} ${path}`, text: withEdits(text, [edit]), object };
    }
  }
}

interface Place {
  readonly path: string;
  readonly mapping: YamlMapping;
  readonly pair: YamlPair;
}

function* pairsOf({ root }: KubernetesDocument): Generator<Place> {
  const pending: { path: string; mapping: YamlMapping }[] = [{ path: '', mapping: root }];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    for (const pair of next.mapping.pairs) {
      const path = next.path === '' ? pair.name : `${next.path}.${pair.name}`;
      yield { path, mapping: next.mapping, pair };
      if (pair.value.kind === 'mapping') pending.push({ path, mapping: pair.value });
      if (pair.value.kind !== 'sequence') continue;
      for (const [index, item] of pair.value.items.entries()) {
        if (item.kind === 'mapping') pending.push({ path: `${path}[${index}]`, mapping: item });
      }
    }
  }
}

function* edits(
  text: string,
  mapping: YamlMapping,
  pair: YamlPair,
): Generator<readonly [string, TextEdit]> {
  const { key, name, value } = pair;
  if (mapping.pairs.length > 1) yield ['drop', removePair(text, mapping, pair)];
  yield ['misspell', { range: key.range, newText: misspelt(name) }];
  yield ['capitalise', { range: key.range, newText: name[0]?.toUpperCase() + name.slice(1) }];
  if (value.kind === 'scalar' && !value.isAbsent && !/literal|folded/.test(value.style)) {
    yield* scalarEdits(value);
  }
}

/** The last letter twice: `specc`. */
function misspelt(name: string): string {
  return `${name}${name.at(-1) ?? 'x'}`;
}

function* scalarEdits(value: YamlScalar): Generator<readonly [string, TextEdit]> {
  if (typeof value.value === 'number') {
    yield ['quote', { range: value.range, newText: `"${value.text}"` }];
    yield ['negate', replaceValue(value, -Math.abs(value.value) || -1)];
    yield ['write words for', replaceValue(value, 'many')];
    yield ['make huge', replaceValue(value, 99_999_999)];
  } else if (typeof value.value === 'string') {
    yield ['number', replaceValue(value, 7)];
    yield ['empty', replaceValue(value, '')];
    yield ['lower', replaceValue(value, changedCase(value.text))];
    yield ['spoil', replaceValue(value, `${value.text} _`)];
  } else {
    yield ['write words for', replaceValue(value, 'maybe')];
  }
  yield ['wrap', replaceValue(value, { value: 1 })];
  yield ['list', replaceValue(value, [1])];
}

function changedCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}

interface Snippet {
  readonly body: readonly string[];
}

/** The objects of the snippets, which are healthy by a test of their own. */
export function healthyObjects(): Healthy[] {
  const file = new URL('../../snippets/kubernetes.json', import.meta.url);
  const snippets = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>;
  return Object.entries(snippets).flatMap(([name, { body }]) => {
    const text = body
      .join('\n')
      .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, (_, first: string) => first)
      .replaceAll(/\$\{\d+:([^{}]*)\}|\$0/g, (_, value?: string) => value ?? '');
    return text
      .split(/^---\n/m)
      .filter((part) => /^apiVersion: (?!kustomize|kind\.x|gateway|monitoring)/.test(part))
      .map((part, index) => ({ name: `${name} ${index + 1}`, text: `${part.trimEnd()}\n` }));
  });
}
