import * as vscode from 'vscode';

/** The settings of labs, read when they are needed. */
export const labSettings = {
  /** Absolute, with `/` between parts; undefined when not set. */
  workFolder: (): string | undefined => text('workFolder'),
  context: (): string | undefined => text('context'),
  kubeconfig: (): string | undefined => text('kubeconfig'),
  kubectlPath: (): string | undefined => text('kubectlPath'),
  practiceClusterPath: (): string | undefined => text('practiceCluster.path'),
  lingerMinutes: (): number => number('practiceCluster.lingerMinutes', 10),
  checkTimeoutMs: (): number => number('check.timeoutSeconds', 30) * 1_000,
  checksByItself: (): boolean => settings().get<unknown>('check.automatic') !== false,
  labFolders(): string[] {
    const folders = settings().get<unknown>('labFolders');
    if (!Array.isArray(folders)) return [];
    return folders.filter((folder) => typeof folder === 'string' && folder !== '').map(toSlashes);
  },
};

/** A path of this machine in the form that core uses. */
export function toSlashes(path: string): string {
  return path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('k8sLabs');
}

function text(name: string): string | undefined {
  const value = settings().get<unknown>(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A value that is no sensible number counts as not set. */
function number(name: string, fallback: number): number {
  const value = settings().get<unknown>(name);
  return typeof value === 'number' && value >= 0 ? value : fallback;
}
