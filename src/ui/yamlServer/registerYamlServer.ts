import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import { TOOL_FILES } from '../../core/toolFiles.ts';

/** The extension of Red Hat, which runs the same server: it gets our schemas, and ours stays off. */
const RED_HAT = 'redhat.vscode-yaml';

/** Files of the disk by the pattern of their path. */
export interface YamlFiles {
  readonly language: string;
  readonly scheme: string;
  readonly pattern: string;
}

/** Documents that the YAML language server looks at. */
const SELECTOR: YamlFiles[] = TOOL_FILES.map((name) => {
  return { language: 'yaml', scheme: 'file', pattern: `**/${name}` };
});

export interface YamlServerOptions {
  readonly log: Log;
  /** Starts the server; called once, when the first document comes up that it is for. */
  start(selector: YamlFiles[]): Promise<void>;
}

/** Completion, hover and validation in files of tools, where no other extension brings them. */
export function registerYamlServer(
  context: vscode.ExtensionContext,
  { log, start }: YamlServerOptions,
): void {
  let isStarted = false;
  const look = (document: vscode.TextDocument): void => {
    if (isStarted || vscode.languages.match(SELECTOR, document) === 0 || hasRedHatYaml()) return;
    isStarted = true;
    opened.dispose();
    start(SELECTOR).catch((error: unknown) => log.error(`YAML: ${messageOf(error)}`, error));
  };
  const opened = vscode.workspace.onDidOpenTextDocument(look);
  context.subscriptions.push(opened);
  for (const document of vscode.workspace.textDocuments) look(document);
}

/** True where another extension runs the same server. */
function hasRedHatYaml(): boolean {
  return vscode.extensions.getExtension(RED_HAT) !== undefined;
}
