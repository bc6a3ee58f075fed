import { type Claim, describeClaim, isProved, type LabReport } from '../../core/proof/report.ts';

const MARKS = { proved: '✓', refuted: '✗', untested: '○', unable: '?' } as const;

/** A claim as a line, with what contradicts it below. */
export function claimLines(lab: string, claim: Claim): string {
  const { ms, results = [], state, step, why } = claim;
  const time = ms === 0 ? '' : ` (${(ms / 1_000).toFixed(1)} s)`;
  const found = results.flatMap((result) => {
    switch (result.state) {
      case 'fail':
        return result.mismatches.map(
          ({ expected, found: seen, object }) =>
            `${result.check}: ${object ?? ''} expected ${expected}, found ${seen}`,
        );
      case 'unable':
        return `${result.check}: could not check, ${result.remedy}`;
      default:
        return `${result.check}: ${result.state}`;
    }
  });
  return [
    `${MARKS[state]} ${lab}, ${step}: ${describeClaim(claim)}${time}`,
    ...(why === undefined ? [] : [why, ...found].map((line) => `    ${line}`)),
    '',
  ].join('\n');
}

/** What came out, in one line for each lab that is not proved and one for all. */
export function summary(reports: readonly LabReport[]): string {
  const claims = reports.flatMap((report) => report.claims);
  const count = (state: Claim['state']): number =>
    claims.filter((claim) => claim.state === state).length;
  const waiting = reports.flatMap(({ needContainers }) => needContainers).length;
  const left = reports.flatMap(({ lab, left: names }) =>
    names.map((name) => `${lab} leaves ${name} behind.\n`),
  );
  const parts = [
    `${count('proved')} proved`,
    `${count('refuted')} refuted`,
    `${count('untested')} untested`,
    `${count('unable')} not decided`,
    ...(waiting === 0 ? [] : [`${waiting} steps need real containers`]),
  ];
  const proved = reports.filter(isProved).length;
  return `${left.join('')}\n${proved} of ${reports.length} labs are proved: ${parts.join(', ')}.\n`;
}

/** The reports as JUnit XML, which every CI shows. */
export function junit(reports: readonly LabReport[]): string {
  const suites = reports.map(({ claims, lab, ms, needContainers }) => {
    const cases = claims.map((claim) => {
      const name = `${claim.step}: ${describeClaim(claim)}`;
      const head = `    <testcase classname="${xml(lab)}" name="${xml(name)}" time="${seconds(claim.ms)}"`;
      if (claim.state === 'proved') return `${head}/>`;
      const tag = claim.state === 'unable' ? 'error' : 'failure';
      const text = claimLines(lab, claim);
      return `${head}>\n      <${tag} message="${xml(claim.why ?? '')}">${xml(text)}</${tag}>\n    </testcase>`;
    });
    const skipped = needContainers.map(
      (step) =>
        `    <testcase classname="${xml(lab)}" name="${xml(step)}"><skipped message="needs real containers"/></testcase>`,
    );
    const [failures, errors] = [['refuted', 'untested'], ['unable']].map(
      (states) => claims.filter(({ state }) => states.includes(state)).length,
    );
    const counts = `tests="${cases.length + skipped.length}" failures="${failures}" errors="${errors}" skipped="${skipped.length}"`;
    const head = `  <testsuite name="${xml(lab)}" ${counts} time="${seconds(ms)}">`;
    return [head, ...cases, ...skipped, '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Without the characters that XML cannot hold at all. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replaceAll(/[<>&"']/g, (character) => ENTITIES[character] ?? '');
}
