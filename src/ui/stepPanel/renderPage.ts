import type * as vscode from 'vscode';
import type { LabAction } from '../../core/lab/actions.ts';
import { variablesOf } from '../../core/run/labRuns.ts';
import type { OpenLab } from '../labs/labSession.ts';

/** The text of the page that is shown, as HTML, and what its buttons and links do. */
export function renderPage(
  { lab, engine, run, step }: OpenLab,
  pictureUri: (path: string) => vscode.Uri,
): { html: string; actions: readonly LabAction[] } {
  const values = run === undefined ? {} : variablesOf(run);
  const body = step?.body ?? lab.introduction;
  return engine.renderStep({ body }, values, (picture) =>
    pictureUri(`${lab.folder}/${picture}`).toString(),
  );
}
