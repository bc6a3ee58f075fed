import type { Rule, Severity } from '../../core/rules/rule.ts';

/** One fault as programs read it: lines and columns start at 1, the end is exclusive. */
export interface FindingLine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fixable: boolean;
}

export type LintFormat = 'pretty' | 'json' | 'sarif' | 'github';

export const FORMATS: readonly LintFormat[] = ['pretty', 'json', 'sarif', 'github'];

/** Findings as text of this format, with a line break at its end. */
export function formatFindings(
  lines: readonly FindingLine[],
  format: LintFormat,
  rules: readonly Rule[],
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(lines, undefined, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(sarif(lines, rules), undefined, 2)}\n`;
    case 'github':
      return lines.map((line) => `${github(line)}\n`).join('');
    case 'pretty':
      return pretty(lines);
  }
}

function pretty(lines: readonly FindingLine[]): string {
  if (lines.length === 0) return 'No findings.\n';
  const output: string[] = [];
  let file: string | undefined;
  for (const finding of lines) {
    if (finding.file !== file) {
      if (file !== undefined) output.push('');
      output.push(finding.file);
      file = finding.file;
    }
    const place = `${finding.line}:${finding.column}`.padEnd(7);
    output.push(`  ${place} ${finding.severity.padEnd(11)} ${finding.message} [${finding.rule}]`);
  }
  const errors = lines.filter(({ severity }) => severity === 'error').length;
  const warnings = lines.filter(({ severity }) => severity === 'warning').length;
  const fixable = lines.filter((line) => line.fixable).length;
  output.push('', `${errors} errors, ${warnings} warnings, ${fixable} with a quick fix.`);
  return `${output.join('\n')}\n`;
}

const GITHUB_LEVELS = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
} as const;

/** A workflow command, which GitHub Actions shows at the line. */
function github(finding: FindingLine): string {
  const { file, line, column, endLine, endColumn, rule, severity, message } = finding;
  const properties = {
    file,
    line,
    col: column,
    endLine,
    endColumn,
    title: rule,
  };
  const listed = Object.entries(properties).map(
    ([key, value]) =>
      `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${GITHUB_LEVELS[severity]} ${listed.join(',')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

const SARIF_LEVELS = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
} as const;

/** The Static Analysis Results Interchange Format, version 2.1.0. */
function sarif(lines: readonly FindingLine[], rules: readonly Rule[]): unknown {
  const ids = [...new Set(lines.map(({ rule }) => rule))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'k8s-labs',
            rules: ids.map((id) => {
              const summary = rules.find((rule) => rule.id === id)?.summary ?? id;
              return { id, shortDescription: { text: summary } };
            }),
          },
        },
        results: lines.map((line) => ({
          ruleId: line.rule,
          ruleIndex: ids.indexOf(line.rule),
          level: SARIF_LEVELS[line.severity],
          message: { text: line.message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(line.file) },
                region: {
                  startLine: line.line,
                  startColumn: line.column,
                  endLine: line.endLine,
                  endColumn: line.endColumn,
                },
              },
            },
          ],
        })),
      },
    ],
  };
}
