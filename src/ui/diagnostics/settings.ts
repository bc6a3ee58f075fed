import * as vscode from 'vscode';
import { PROFILES, SEVERITIES } from '../../core/rules/repositoryConfig.ts';
import { kubernetesMinor } from '../../core/schema/kubernetesVersion.ts';
import type { Profile, Severity } from '../../core/rules/rule.ts';

export const SECTION = 'k8sLabs.diagnostics';

export interface DiagnosticsSettings {
  readonly isEnabled: boolean;
  /** Undefined when nobody has chosen one. */
  readonly profile: Profile | undefined;
  /** Minor version of Kubernetes to judge by; undefined for the newest known. */
  readonly minor: number | undefined;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}

/** Settings of a file's scope; a value that is none of ours counts as not set. */
export function readSettings(uri: vscode.Uri): DiagnosticsSettings {
  const settings = vscode.workspace.getConfiguration(SECTION, uri);
  const inspected = settings.inspect<string>('profile');
  const chosen =
    inspected?.workspaceFolderValue ?? inspected?.workspaceValue ?? inspected?.globalValue;
  const rules: Record<string, Severity | 'off'> = {};
  for (const [rule, value] of Object.entries(
    settings.get<Record<string, unknown>>('rules') ?? {},
  )) {
    const severity = SEVERITIES.find((known) => known === value);
    if (severity !== undefined) rules[rule] = severity;
  }
  return {
    isEnabled: settings.get<boolean>('enabled') ?? true,
    profile: PROFILES.find((profile) => profile === chosen),
    minor: kubernetesMinor(settings.get<string>('kubernetesVersion') ?? ''),
    rules,
  };
}

/** Switches a rule off for the workspace, or for the user where no folder is open. */
export async function ignoreRule(rule: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  const inspected = settings.inspect<Record<string, unknown>>('rules');
  const current =
    target === vscode.ConfigurationTarget.Global
      ? inspected?.globalValue
      : inspected?.workspaceValue;
  await settings.update('rules', { ...current, [rule]: 'off' }, target);
}
