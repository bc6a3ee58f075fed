import * as vscode from 'vscode';

/** Most files of a workspace that are indexed. */
export const MAX_FILES = 10_000;

/** Files above this size are not even fetched. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Schemes of documents that show something else than a file being written: the other side of a diff. */
const READ_ONLY_SCHEMES = new Set([
  'git',
  'gitfs',
  'scm',
  'conflictResolution',
  'review',
  'output',
]);

/** True for a document that the diagnostics look at. */
export function isWatched(document: vscode.TextDocument): boolean {
  return document.languageId === 'yaml' && !READ_ONLY_SCHEMES.has(document.uri.scheme);
}

/** The folder of a file, as the key of what is known about it. */
export function folderOf(uri: vscode.Uri): string {
  return vscode.Uri.joinPath(uri, '..').toString();
}

export function isYamlName(name: string): boolean {
  return name.endsWith('.yaml') || name.endsWith('.yml');
}

/** The text of a file, through the editor's file systems; undefined when it cannot be had. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_BYTES) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    // Gone in the meantime, or a scheme without files (untitled): nothing to index.
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

/** The YAML files beside a file, itself included. */
export async function siblingsOf(uri: vscode.Uri): Promise<vscode.Uri[]> {
  const folder = vscode.Uri.joinPath(uri, '..');
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && isYamlName(name))
      .map(([name]) => vscode.Uri.joinPath(folder, name));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return [];
    throw error;
  }
}

/** Every YAML file of the workspace. */
export async function workspaceFiles(): Promise<vscode.Uri[]> {
  return vscode.workspace.findFiles('**/*.{yaml,yml}', '**/node_modules/**', MAX_FILES);
}

/** Folders of labs: each is one set of names. */
export async function labFolders(): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles('**/lab.md', '**/node_modules/**', MAX_FILES);
  return files.map((file) => vscode.Uri.joinPath(file, '..'));
}
