import { checkKinds } from '../core/checks/kinds/index.ts';
import { allLabs, loadLibrary } from '../core/lab/library.ts';
import type { Files } from '../core/ports.ts';
import { LineTable } from '../core/yaml/lines.ts';
import type { FindingLine } from './lint.ts';

/** What is wrong with the labs below a folder, in the shape of the other findings. */
export async function labFindings(
  files: Files,
  folder: string,
  shown: string,
): Promise<FindingLine[]> {
  const library = await loadLibrary(files, [{ folder, pack: 'local' }], checkKinds);
  const lines: FindingLine[] = [];
  for (const lab of allLabs(library)) {
    for (const { file, range, rule, severity, message } of lab.problems) {
      const table = new LineTable((await files.read(`${lab.folder}/${file}`)) ?? '');
      const [start, end] = range.map((offset) => table.positionAt(offset));
      lines.push({
        file: `${shown}${lab.folder.slice(folder.length)}/${file}`,
        line: (start?.line ?? 0) + 1,
        column: (start?.character ?? 0) + 1,
        endLine: (end?.line ?? 0) + 1,
        endColumn: (end?.character ?? 0) + 1,
        rule,
        severity,
        message,
        fixable: false,
      });
    }
  }
  return lines;
}
