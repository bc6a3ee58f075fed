import * as vscode from 'vscode';
import type { DoctorRow } from '../../core/run/doctor.ts';
import { withPatientProgress } from '../progress.ts';
import { pickContext } from '../start/pickContext.ts';
import type { LabCommand } from './command.ts';

/** Says which cluster this is, whether it is safe to practise on, and what it can do. */
export const runDoctor: LabCommand = {
  id: 'k8sLabs.runDoctor',
  needsTrust: true,
  async run({ services, session, clusterDocuments }) {
    const run = session.current?.run;
    const contexts = await services.clusters.contexts();
    const context =
      contexts.find(({ name }) => name === run?.pin.context) ?? (await pickContext(services));
    if (context === undefined) return;
    const title = vscode.l10n.t('Looking at {0}', context.name);
    const rows = await withPatientProgress(title, async (signal) => {
      const { examine } = await import('../../core/labEngine.ts');
      const cluster = await services.clusters.open(context, signal);
      return examine(context, cluster, services.programs, signal);
    });
    await clusterDocuments.showText(`${context.name}.md`, doctorPage(context.name, rows));
  },
};

function doctorPage(name: string, rows: readonly DoctorRow[]): string {
  const table = rows.map(
    (row) =>
      `| ${MARKS[row.state]} | ${cell(row.name)} | ${cell(row.found)} | ${cell(row.advice ?? '')} |`,
  );
  return [
    `# ${vscode.l10n.t('What {0} is and can do', name)}`,
    '',
    `| | ${vscode.l10n.t('Question')} | ${vscode.l10n.t('Found')} | ${vscode.l10n.t('What it means')} |`,
    '| --- | --- | --- | --- |',
    ...table,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

const MARKS: Readonly<Record<DoctorRow['state'], string>> = {
  good: '✓',
  missing: '✗',
  unknown: '?',
  note: '·',
};
