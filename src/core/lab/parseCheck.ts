import type { Check } from '../checks/check.ts';
import type { CheckKind } from '../checks/kind.ts';
import type { Cel } from '../rules/cel.ts';
import {
  child,
  items,
  pairs,
  resolveAlias,
  scalar,
  textAt,
  toValue,
  type YamlPath,
} from '../yaml/access.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { rangeOf, readFields, readStrictly } from './fields.ts';
import type { LabFolder } from './labFolder.ts';
import type { Isolation, LabVariable } from './model.ts';
import { checkSchema } from './schema.ts';
import { interpolateDeep, sampleValues } from './variables.ts';

/** How long a round waits for a check that does not say so itself. */
const DEFAULT_TIMEOUT_MS = 5_000;

/** What the checks of a step are read with. */
export interface CheckContext {
  readonly file: string;
  readonly folder: LabFolder;
  readonly kinds: readonly CheckKind[];
  readonly isolation: Isolation;
  readonly variables: Readonly<Record<string, LabVariable>>;
  /** The language of expressions; without it they are not looked at. */
  readonly cel?: Cel | undefined;
}

/** Reads one check of a step's front-matter; undefined when it is of no use. */
export function parseCheck(
  node: YamlNode,
  path: YamlPath,
  context: CheckContext,
): Check | undefined {
  const { file, folder, kinds } = context;
  const { problems } = folder;
  const type = textAt(node, 'type');
  const kind = kinds.find((each) => each.type === type);
  if (type !== undefined && kind === undefined) {
    const range = rangeOf(node, ['type']);
    problems.addUnknown(file, 'check-type-unknown', range, `There is no check type "${type}".`, {
      written: type,
      known: kinds.map((each) => each.type),
    });
    return undefined;
  }
  const place = { file, node, problems };
  const common = Object.keys(checkSchema.shape);
  const own = pairs(node).filter(({ name }) => !common.includes(name));
  const fields = readFields(place, checkSchema, {
    alsoKnown: own.map(({ name }) => name),
    unknown: 'error',
  });
  if (kind === undefined) return undefined;
  const value = Object.fromEntries(own.map(({ name, value: each }) => [name, toValue(each)]));
  const samples = sampleValues(context.variables);
  const sample = interpolateDeep(value, samples);
  const hasVariables = JSON.stringify(sample) !== JSON.stringify(value);
  const ownFields = readStrictly(place, kind.fields, sample, common);
  requireInsidePaths(node, context);
  requireOwnNamespaces(node, context);
  if (fields === undefined || ownFields === undefined) return undefined;
  const faults = context.cel === undefined ? [] : (kind.faults?.(ownFields, context.cel) ?? []);
  for (const { field, message } of faults) {
    problems.add(file, 'field-invalid', rangeOf(node, [field]), message);
  }
  const pointsTo = fields['points-to'];
  return {
    id: fields.id,
    title: fields.title,
    type: fields.type,
    required: fields.required ?? true,
    weight: fields.weight ?? 1,
    baseline: fields.baseline ?? 'fail',
    needs: fields.needs ?? [],
    holdMs: fields.for ?? 0,
    timeoutMs: fields.timeout ?? DEFAULT_TIMEOUT_MS,
    pointsTo: pointsTo && { file: pointsTo.file, path: pointsTo.path },
    failText: fields.fail,
    passText: fields.pass,
    unableText: fields.unable,
    onButton: fields.on === 'button',
    isEdge: fields.mode === 'edge',
    fields: ownFields,
    template: hasVariables ? value : undefined,
    path,
  };
}

/** Files that a check names are the learner's, and stay in the learner's folder. */
function requireInsidePaths(node: YamlNode, { file, folder }: CheckContext): void {
  const parts = items(child(node, 'checks'));
  for (const owner of [node, child(node, 'points-to'), ...parts]) {
    const named = scalar(child(owner, 'file'));
    if (named !== undefined) folder.requireInside(file, named.range, named.text);
  }
}

/** A lab looks into its own namespaces; another one has to be declared in `isolation`. */
function requireOwnNamespaces(node: YamlNode, context: CheckContext): void {
  const { file, folder, isolation } = context;
  // An alias stands for what was looked at where it was written.
  for (const item of node.kind === 'sequence' ? node.items : [])
    requireOwnNamespaces(item, context);
  for (const { name, value } of pairs(node)) {
    const named = scalar(resolveAlias(value));
    if (name !== 'namespace' || named === undefined) requireOwnNamespaces(value, context);
    else if (!isOwnNamespace(named.text, isolation)) {
      const message = `The namespace "${named.text}" is not the lab's. Declare it in isolation.extraNamespaces.`;
      folder.problems.add(file, 'namespace-outside', named.range, message);
    }
  }
}

/** True for namespaces of the cluster itself, which no lab may name as its own. */
export function isProtectedNamespace(namespace: string): boolean {
  return namespace === 'default' || namespace.startsWith('kube-');
}

/** True for the lab's own namespace and for those that it declares. */
export function isOwnNamespace(namespace: string, isolation: Isolation): boolean {
  return (
    /^\{\{\s*namespace\s*\}\}(?:-[a-z0-9-]+)?$/.test(namespace) ||
    (isolation.extraNamespaces.includes(namespace) && !isProtectedNamespace(namespace))
  );
}
