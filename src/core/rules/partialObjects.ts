import { findPair, pairs, scalar, textAt } from '../yaml/access.ts';
import type { YamlDocument, YamlMapping } from '../yaml/tree.ts';
import { templatePlace } from './templateSyntax.ts';

/** A document that was meant as an object of the API and does not say which. */
export interface PartialObject {
  readonly root: YamlMapping;
  /** As written; undefined when the key is missing. */
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
}

/** `v1`, `apps/v1`, `networking.k8s.io/v1beta1`. */
const API_VERSION = /^(?:[a-z0-9.-]+\/)?v\d+(?:(?:alpha|beta)\d+)?$/;

/** Keys that only objects of the API have beside `metadata`. */
const BODY = ['spec', 'data', 'stringData', 'rules', 'roleRef', 'subjects', 'subsets'];

/**
 * The object that a document would be if it had both `apiVersion` and `kind`. A key without a
 * value is being typed, and other files have a `kind` or `metadata` as well: what is not clearly
 * meant for Kubernetes is none.
 */
export function partialObject(text: string, document: YamlDocument): PartialObject | undefined {
  const { root } = document;
  if (root?.kind !== 'mapping') return undefined;
  const hasApiVersion = findPair(root, 'apiVersion') !== undefined;
  const hasKind = findPair(root, 'kind') !== undefined;
  if (hasApiVersion && hasKind) return undefined;
  const apiVersion = textAt(root, 'apiVersion');
  const kind = textAt(root, 'kind');
  const metadata = findPair(root, 'metadata')?.value;
  const hasMetadata = pairs(metadata).some(
    ({ name, value }) => /^(?:name|generateName|labels|namespace)$/.test(name) && isWritten(value),
  );
  const hasBody = BODY.some((name) => pairs(findPair(root, name)?.value).length > 0);
  const isMeant = hasApiVersion
    ? API_VERSION.test(apiVersion ?? '') && (hasMetadata || hasBody)
    : hasKind
      ? /^[A-Z][A-Za-z]+$/.test(kind ?? '') && hasMetadata
      : hasMetadata && hasBody;
  if (!isMeant || templatePlace(text, document) !== undefined) return undefined;
  return { root, apiVersion, kind };
}

function isWritten(node: YamlMapping['pairs'][number]['value']): boolean {
  return node.kind !== 'scalar' || scalar(node) !== undefined;
}
