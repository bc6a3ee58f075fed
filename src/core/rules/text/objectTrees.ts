import type { YamlDocument, YamlNode } from '../../yaml/tree.ts';
import type { SourceFile } from '../sourceFile.ts';

/** A document of the file that holds objects of the API and can be read. */
export interface ObjectTree {
  readonly document: YamlDocument;
  readonly root: YamlNode;
}

/** The readable documents of a file that hold objects, each once even when it is a list of many. */
export function objectTrees({ objects }: SourceFile): ObjectTree[] {
  return [...new Set(objects.map(({ yaml }) => yaml))].flatMap((document) =>
    document.root === undefined ? [] : [{ document, root: document.root }],
  );
}
