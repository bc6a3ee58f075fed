import { loadCel } from '../adapters/cel/loadCel.ts';
import { allLabs, type Library } from '../core/lab/labList.ts';
import type { Files } from '../core/ports.ts';
import { LineTable } from '../core/yaml/lines.ts';
import type { DiagnosticsOverride, Lab } from '../core/lab/model.ts';
import type { FindingLine } from './lint/formats.ts';
import type { LintedLabs, Overrides } from './lint/manifests.ts';

/** The labs below a folder: what is wrong with them, and what they say about rules. */
export async function readLabs(files: Files, folder: string, shown: string): Promise<LintedLabs> {
  const { checkKinds, loadLibrary } = await import('../core/labEngine.ts');
  const sources = [{ folder, pack: 'local' }];
  const first = await loadLibrary(files, sources, checkKinds);
  const library = hasExpressions(first)
    ? await loadLibrary(files, sources, checkKinds, { cel: await loadCel() })
    : first;
  const findings: FindingLine[] = [];
  for (const lab of allLabs(library)) {
    for (const { file, range, rule, severity, message } of lab.problems) {
      const table = new LineTable((await files.read(`${lab.folder}/${file}`)) ?? '');
      const [start, end] = range.map((offset) => table.positionAt(offset));
      findings.push({
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
  const overrides = allLabs(library).map((lab): [string, Overrides] => [
    lab.folder,
    overridesOf(lab),
  ]);
  return { findings, overrides: new Map(overrides) };
}

/** Their language is large, and few labs use it. */
function hasExpressions(library: Library): boolean {
  const steps = allLabs(library).flatMap((lab) => lab.steps);
  return steps.some(({ checks }) => checks.some(({ type }) => type === 'cel'));
}

/** A fault that the lab hides from its learners at first is there on purpose. */
function overridesOf({ diagnostics }: Lab): Overrides {
  return Object.fromEntries(
    Object.entries(diagnostics).map(([rule, override]) => [rule, severityOf(override)]),
  );
}

function severityOf(override: DiagnosticsOverride): Overrides[string] {
  return override === 'hint' || override === 'warning' || override === 'error' ? override : 'off';
}
