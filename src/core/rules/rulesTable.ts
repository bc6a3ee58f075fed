import type { Rule, RuleGroup, Severity } from './rule.ts';

/** Groups in the order of the table, with their titles. */
const GROUPS: readonly (readonly [RuleGroup, string])[] = [
  ['text', 'YAML text and document structure'],
  ['identity', 'Object identity and schema'],
  ['references', 'Labels, selectors and references'],
  ['pods', 'Pod and container structure'],
  ['resources', 'Resources, probes, images, availability'],
  ['objects', 'Services, configuration, storage, batch'],
  ['security', 'Security of Pods'],
  ['rbac', 'RBAC'],
  ['cluster', 'With a cluster'],
];

/** The page that lists every rule, as Markdown: `docs/rules/README.md`. */
export function rulesTable(rules: readonly Rule[]): string {
  const sections = GROUPS.flatMap(([group, title]) => {
    const members = rules
      .filter((rule) => rule.group === group)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return members.length === 0 ? [] : [section(title, members)];
  });
  return [
    '# Rules',
    '',
    `${rules.length} rules look at Kubernetes manifests while they are written. The table is made`,
    'from the rules themselves; each name leads to its page.',
    '',
    'Severity stands for the profiles `learner`, `review`, `pss-baseline`, `pss-restricted` and',
    '`all`, in this order: **E** error, **W** warning, **I** information, **H** hint, – silent.',
    '',
    sections.join('\n'),
  ].join('\n');
}

function section(title: string, rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, summary, severity, isFixable }) =>
      `| [${id}](${id}.md) | ${severities(severity)} | ${isFixable ? 'yes' : 'no'} | ${summary} |`,
  );
  return [
    `## ${title}`,
    '',
    '| Rule | Severity | Quick fix | What it says |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function severities(severity: Rule['severity']): string {
  const letters: Record<Severity | 'off', string> = {
    error: 'E',
    warning: 'W',
    information: 'I',
    hint: 'H',
    off: '–',
  };
  return [
    severity.learner,
    severity.review,
    severity['pss-baseline'],
    severity['pss-restricted'],
    severity.all,
  ]
    .map((value) => letters[value])
    .join(' ');
}
