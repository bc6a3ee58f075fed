import { performance } from 'node:perf_hooks';
import { completions } from '../../src/core/language/completion.ts';
import { cursorAt } from '../../src/core/language/cursor.ts';
import { explain } from '../../src/core/language/hoverChunk.ts';
import { objectAt } from '../../src/core/language/objects.ts';
import { readSourceFile } from '../../src/core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../../src/core/rules/workspaceIndex.ts';
import { builtInSchema } from '../../src/core/schema/builtIn.ts';
import { type Figure, figureOf } from './figure.ts';
import { manifest } from './manifests.ts';

const ROUNDS = 220;

const LIMITS = new Map([
  [1, 10],
  [1000, 25],
]);

/** What a completion and a hover cost, in a folder of so many objects. */
export function languageFigures(): Figure[] {
  return [...LIMITS].flatMap(([count, budget]) => {
    const index = new WorkspaceIndex();
    for (let each = 1; each < count; each++) {
      index.replace(readSourceFile(`file:///bench/${each}.yaml`, manifest(each)));
    }
    const uri = 'file:///bench/0.yaml';
    const text = manifest(0);
    const schema = builtInSchema();
    const keyPlace = text.indexOf('          resources:');
    const valuePlace = text.indexOf('key: color') + 'key: '.length;
    const typing = times(() => {
      const half = `${text.slice(0, keyPlace)}          \n${text.slice(keyPlace)}`;
      const file = readSourceFile(uri, half);
      index.replace(file);
      const context = { file, set: index.setOf(uri), schema };
      for (const offset of [keyPlace + 10, valuePlace]) {
        const cursor = cursorAt(half, offset);
        if (cursor === undefined) throw new Error('There is no place to complete.');
        completions({ ...context, cursor, document: objectAt(file, offset) });
      }
    });
    const hovering = times(() => {
      const file = readSourceFile(uri, text);
      index.replace(file);
      explain({ file, set: index.setOf(uri), schema }, keyPlace + 12, new Date(0));
    });
    return [
      figureOf(`two completions, ${count} objects`, typing, budget),
      figureOf(`a hover, ${count} objects`, hovering, budget),
    ];
  });
}

function times(work: () => void): number[] {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    work();
    found.push(performance.now() - start);
  }
  return found.slice(20);
}
