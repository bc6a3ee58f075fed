import type * as vscode from 'vscode';
import type { LabAction } from '../../core/lab/actions.ts';
import { variablesOf } from '../../core/run/round.ts';
import type { OpenLab } from '../labs/labSession.ts';

/** The text of the page that is shown, as HTML, and what its buttons and links do. */
export function renderPage(
  { lab, engine, run, step }: OpenLab,
  pictureUri: (path: string) => vscode.Uri,
): { html: string; actions: readonly LabAction[] } {
  const values = run === undefined ? {} : variablesOf(run);
  const body = step?.body ?? lab.introduction;
  const uriOf = (picture: string): string => pictureUri(`${lab.folder}/${picture}`).toString();
  return engine.renderStep({ body }, values, uriOf, { os: operatingSystem() });
}

/** What `:::only{os=…}` of a lab goes by: the machine on which its commands run. */
function operatingSystem(): string {
  if (process.platform === 'win32') return 'windows';
  return process.platform === 'darwin' ? 'mac' : 'linux';
}
