import { child, findPair, items, scalar } from '../../yaml/access.ts';
import { appendPair, columnOf, flowText, newLines } from '../../yaml/edits.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Fix, TextEdit } from '../rule.ts';

/** The fix that brings an object to a newer version, with the fields that have moved since. */
export function migration(
  document: KubernetesDocument,
  apiVersion: YamlScalar,
  replacement: string,
): Fix[] {
  const moved = moves(document);
  if (moved === undefined) return [];
  const edits = [{ range: apiVersion.range, newText: replacement }, ...moved];
  const title =
    moved.length === 0 ? `Write ${replacement}` : `Write ${replacement} and move its fields`;
  return [fix(document, title, edits, { isPreferred: true })];
}

/** Edits beside that of the version; undefined where a person has to look. */
function moves(document: KubernetesDocument): TextEdit[] | undefined {
  const { kind, apiVersion } = document;
  if (kind === 'Ingress') return ingressMoves(document);
  if (/^(?:Deployment|DaemonSet|ReplicaSet)$/.test(kind)) return selectorMove(document);
  if (apiVersion === 'autoscaling/v2beta1' || kind === 'CustomResourceDefinition') return undefined;
  return [];
}

/** Old workloads took their selector from the template's labels when they had none. */
function selectorMove({ root, text }: KubernetesDocument): TextEdit[] | undefined {
  const spec = child(root, 'spec');
  if (spec?.kind !== 'mapping') return undefined;
  if (findPair(spec, 'selector') !== undefined) return [];
  const labels = child(child(child(spec, 'template'), 'metadata'), 'labels');
  if (labels?.kind !== 'mapping' || labels.pairs.length === 0) return undefined;
  const matchLabels = Object.fromEntries(
    labels.pairs.map(({ name, value }) => [name, scalar(value)?.text ?? '']),
  );
  return [appendPair(text, spec, 'selector', { matchLabels })];
}

/** `backend: {serviceName, servicePort}` has become `backend: {service: {name, port}}`. */
function ingressMoves({ root, text }: KubernetesDocument): TextEdit[] | undefined {
  const spec = child(root, 'spec');
  const edits: TextEdit[] = [];
  for (const rule of items(child(spec, 'rules'))) {
    for (const path of items(child(child(rule, 'http'), 'paths'))) {
      const edit = backendMove(text, child(path, 'backend'));
      if (edit === undefined) return undefined;
      edits.push(edit, ...pathType(text, path));
    }
  }
  const pair = findPair(spec, 'backend');
  if (pair === undefined) return edits;
  const edit = backendMove(text, child(spec, 'backend'));
  if (edit === undefined) return undefined;
  return [...edits, { range: pair.key.range, newText: 'defaultBackend' }, edit];
}

export function backendMove(text: string, backend: YamlNode | undefined): TextEdit | undefined {
  const name = scalar(child(backend, 'serviceName'));
  const port = scalar(child(backend, 'servicePort'));
  if (backend?.kind !== 'mapping' || name === undefined || port === undefined) return undefined;
  const portField = typeof port.value === 'number' ? 'number' : 'name';
  const value = { service: { name: name.text, port: { [portField]: port.value ?? '' } } };
  const newText = backend.isFlow
    ? flowText(value)
    : newLines(value, columnOf(text, backend.range[0])).join('\n').trimStart();
  return { range: backend.range, newText };
}

/** The old version took a missing one for `ImplementationSpecific`; `Prefix` is what was meant. */
function pathType(text: string, path: YamlNode): TextEdit[] {
  const key = findPair(path, 'backend')?.key;
  if (key === undefined || findPair(path, 'pathType') !== undefined) return [];
  const isFlow = path.kind === 'mapping' && path.isFlow;
  const separator = isFlow ? ', ' : `\n${' '.repeat(columnOf(text, key.range[0]))}`;
  return [{ range: [key.range[0], key.range[0]], newText: `pathType: Prefix${separator}` }];
}
