import { parseDocument } from 'yaml';
import type { RecoverYaml } from '../../core/yaml/parse.ts';

/** Every fault of a document, by a parser that goes on after the first. Bundled as a chunk. */
export const recoverYaml: RecoverYaml = (source) => {
  const { errors } = parseDocument(source, {
    version: '1.1',
    keepSourceTokens: true,
    prettyErrors: false,
    uniqueKeys: false,
  });
  return errors.map(({ message, pos: [start, end], code }) => ({
    message,
    range: [start, Math.max(end, start)],
    code,
  }));
};
