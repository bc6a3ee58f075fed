import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, sizeOf } from './figure.ts';

/** Sizes of what people download, in KB of 1024 bytes. */
export function sizeFigures(repo: string, vsix: string): Figure[] {
  const dist = (name: string): number => statSync(join(repo, 'dist', name)).size;
  return [
    sizeOf('main bundle', dist('extension.js'), 400),
    // Of what a manifest loads a third is the table of Kubernetes' fields; their descriptions come later.
    sizeOf(
      'diagnostics with rules',
      dist('diagnosticsChunk.js') + dist('ruleSet.js') + dist('builtInSchema.js'),
      650,
    ),
    sizeOf('labs chunk', dist('labEngine.js'), 520),
    sizeOf('cluster chunk', dist('kubeChunk.js'), 2_200),
    sizeOf('step panel', dist('stepPanel.js') + dist('stepPanel.css'), 200),
    sizeOf('packed extension', statSync(vsix).size, 1_843),
  ];
}
