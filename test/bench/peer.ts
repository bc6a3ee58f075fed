import { performance } from 'node:perf_hooks';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';
import { manifest } from './manifests.ts';

const ROUNDS = 7;

/**
 * How long the YAML language server validates as many objects, warm. It looks at one file at a
 * time, so the objects stand in one; it gets no schema, which would make it slower. Milliseconds.
 */
export async function languageServerTimes(count: number): Promise<number[]> {
  const service = getLanguageService({
    schemaRequestService: async () => '{}',
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  service.configure({ validate: true, schemas: [], customTags: [] });
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const parts = Array.from({ length: count }, (_, index) => manifest(index));
    const text = `${parts.join('---\n')}# ${round}\n`;
    const document = TextDocument.create('file:///bench.yaml', 'yaml', round, text);
    const start = performance.now();
    await service.doValidation(document, false);
    times.push(performance.now() - start);
  }
  return times.slice(1);
}
