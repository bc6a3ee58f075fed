import { LineTable } from '../yaml/lines.ts';
import { parseYaml, type RecoverYaml } from '../yaml/parse.ts';
import type { OffsetRange, YamlDocument } from '../yaml/tree.ts';
import {
  type KubernetesDocument,
  kubernetesDocuments,
  looksLikeKubernetes,
  namesObject,
} from './kubernetesDocument.ts';
import { type PartialObject, partialObject } from './partialObjects.ts';
import { readSuppressions, type Suppressions } from './suppressions.ts';
import { templatePlace } from './templateSyntax.ts';

/** Files above this size get only their first fault and one information. */
export const BIG_FILE_CHARS = 1024 * 1024;

/** Files above this size are not read at all. */
export const HUGE_FILE_CHARS = 5 * BIG_FILE_CHARS;

/** A file as the rules see it. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineTable;
  readonly size: 'normal' | 'big' | 'huge';
  readonly documents: readonly YamlDocument[];
  readonly objects: readonly KubernetesDocument[];
  /** Documents that were meant as objects of the API and cannot be read. */
  readonly broken: readonly YamlDocument[];
  /** Documents that do not say which object they are. */
  readonly partial: readonly PartialObject[];
  /** Where the first tool-filled place of each templated object is. */
  readonly templates: readonly OffsetRange[];
  readonly suppressions: Suppressions;
}

/** Reads a file; never throws. @param recover see {@link parseYaml} */
export function readSourceFile(uri: string, text: string, recover?: RecoverYaml): SourceFile {
  const size =
    text.length > HUGE_FILE_CHARS ? 'huge' : text.length > BIG_FILE_CHARS ? 'big' : 'normal';
  const documents = size === 'huge' ? [] : parseYaml(text, size === 'big' ? undefined : recover);
  return {
    uri,
    text,
    lines: new LineTable(text),
    size,
    documents,
    objects: size === 'normal' ? kubernetesDocuments(uri, text, documents) : [],
    broken: documents.filter(
      ({ problems, range }) => problems.length > 0 && looksLikeKubernetes(text, range),
    ),
    partial: size === 'normal' ? documents.flatMap((one) => partialObject(text, one) ?? []) : [],
    templates: size === 'normal' ? templatePlaces(text, documents) : [],
    suppressions: readSuppressions(text),
  };
}

/** True when any of it is, or was meant to be, an object of the API. */
export function isKubernetesFile(file: SourceFile): boolean {
  const { text, size, objects, broken, partial, templates } = file;
  if (size === 'normal') {
    return objects.length + broken.length + partial.length + templates.length > 0;
  }
  return looksLikeKubernetes(text, [0, text.length]);
}

function templatePlaces(text: string, documents: readonly YamlDocument[]): OffsetRange[] {
  return documents.flatMap((document) => {
    const place = templatePlace(text, document);
    return place !== undefined && namesObject(text.slice(...document.range)) ? [place] : [];
  });
}
