import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cel } from '../../../src/adapters/cel/cel.ts';
import { recoverYaml } from '../../../src/adapters/yaml/yamlRecovery.ts';
import type { ClusterFacts } from '../../../src/core/rules/cluster/clusterFacts.ts';
import { lintFile, type LintFinding, type LintOptions } from '../../../src/core/rules/engine.ts';
import { rules } from '../../../src/core/rules/index.ts';
import type { Fix, Profile, Rule } from '../../../src/core/rules/rule.ts';
import { readSourceFile } from '../../../src/core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../../../src/core/rules/workspaceIndex.ts';
import { textAt, items, scalar, child } from '../../../src/core/yaml/access.ts';
import { LineTable } from '../../../src/core/yaml/lines.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';

export const FIXTURES = new URL('../../fixtures/rules/', import.meta.url);

/** A finding as an expect file states it: places as `line:column-line:column`, from 1. */
export interface ExpectedFinding {
  readonly rule: string;
  readonly at: string;
  readonly related: string | undefined;
  readonly fix: string | undefined;
}

/** Cases of a rule: the suffix behind `broken`, empty for the first. */
export function casesOf(rule: string): string[] {
  const folder = new URL(`${rule}/`, FIXTURES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => /^broken(.*)\.yaml$/.exec(name)?.[1] ?? []);
}

export function nearMissesOf(rule: string): string[] {
  const folder = new URL(`${rule}/`, FIXTURES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => /^near-miss.*\.yaml$/.test(name));
}

/** A fixture's text. `# repeat the line above N times` at its end stands for a file of that size. */
export function readFixture(rule: string, name: string): string {
  const text = readFileSync(new URL(`${rule}/${name}`, FIXTURES), 'utf8');
  const repeat = /(.*\n)# repeat the line above (\d+) times\n$/.exec(text);
  if (repeat === null) return text;
  return text.slice(0, repeat.index) + (repeat[1] ?? '').repeat(Number(repeat[2]));
}

export function readExpected(rule: string, suffix: string): ExpectedFinding[] {
  const [document] = parseYaml(readFixture(rule, `expect${suffix}.yaml`));
  return items(document?.root).map((item) => ({
    rule: textAt(item, 'rule') ?? '',
    at: textAt(item, 'at') ?? '',
    related: scalar(child(item, 'related'))?.text,
    fix: scalar(child(item, 'fix'))?.text,
  }));
}

type Settings = Pick<LintOptions, 'profile' | 'overrides' | 'facts'>;

/**
 * What a cluster says about the objects of a fixture, where a file beside it records that: partial
 * facts by `Kind name`.
 */
export function factsFor(rule: string, name: string): Pick<LintOptions, 'facts'> {
  const file = new URL(`${rule}/${name.replace(/\.yaml$/, '.facts.json')}`, FIXTURES);
  if (!existsSync(file)) return {};
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Partial<ClusterFacts>>;
  return {
    facts: ({ kind, name: object = '' }) => {
      const facts = recorded[`${kind} ${object}`];
      return facts === undefined ? undefined : { ...NOTHING_KNOWN, ...facts };
    },
  };
}

const NOTHING_KNOWN: ClusterFacts = {
  context: 'kind-labs',
  isServed: true,
  answer: undefined,
  live: undefined,
  pods: undefined,
  nodes: undefined,
  endpointSlices: undefined,
  storageClasses: undefined,
  ingressClasses: undefined,
  hasMetrics: undefined,
  existing: [],
};

const LEARNER: Settings = { profile: 'learner' };

/** Lints one text as the only file of its folder. */
export function lintText(text: string, settings: Settings = LEARNER): LintFinding[] {
  const failures: string[] = [];
  const file = readSourceFile('file:///lab/file.yaml', text, recoverYaml);
  const index = new WorkspaceIndex();
  index.replace(file);
  index.markWhole('file:///lab');
  const findings = lintFile(file, index, {
    rules,
    cel,
    ...settings,
    onRuleFailed: (message, cause) => failures.push(`${message} ${String((cause as Error).stack)}`),
  });
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return findings;
}

/** What learners get, with this rule in addition where they do not hear of it. */
export function settingsFor({ id, severity }: Rule): Settings {
  if (severity.learner !== 'off') return LEARNER;
  const order: Profile[] = ['review', 'pss-baseline', 'pss-restricted', 'all'];
  const profile = order.find((one) => severity[one] !== 'off') ?? 'all';
  return { profile: 'learner', overrides: { [id]: severity[profile] } };
}

export function describeFinding(text: string, finding: LintFinding): ExpectedFinding {
  const lines = new LineTable(text);
  const place = (range: readonly [number, number]): string =>
    range
      .map((offset) => lines.positionAt(offset))
      .map(({ line, character }) => `${line + 1}:${character + 1}`)
      .join('-');
  const related = finding.related?.[0];
  return {
    rule: finding.rule,
    at: place(finding.range),
    related: related === undefined ? undefined : place(related.range),
    fix: finding.fixes?.[0]?.title,
  };
}

export function applyFix(text: string, { edits }: Fix): string {
  return edits
    .toSorted((a, b) => b.edit.range[0] - a.edit.range[0])
    .reduce(
      (result, { edit }) =>
        result.slice(0, edit.range[0]) + edit.newText + result.slice(edit.range[1]),
      text,
    );
}

/** Applies the first fix of the first fixable finding until none is left. */
export function fixAll(text: string, settings: Settings): string {
  let current = text;
  for (let round = 0; round < 50; round++) {
    const fixable = lintText(current, settings).find(({ fixes }) => (fixes?.length ?? 0) > 0);
    const first = fixable?.fixes?.[0];
    if (first === undefined) return current;
    current = applyFix(current, first);
  }
  throw new Error('The fixes do not come to an end.');
}
