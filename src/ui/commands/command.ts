import * as vscode from 'vscode';
import type { LabUi } from '../labUi.ts';
import { showError } from '../showError.ts';
import { requireTrust } from '../trust.ts';

/** One thing that people can do. Arguments come from trees, panel or key bindings, so they are unknown. */
export interface LabCommand {
  readonly id: string;
  /** True when it runs something of a lab or touches a cluster; refused without trust. */
  readonly needsTrust: boolean;
  run(ui: LabUi, ...args: readonly unknown[]): Promise<void>;
}

/** Registers a command behind the one place where failures become sentences. */
export function registerCommand(ui: LabUi, command: LabCommand): vscode.Disposable {
  return vscode.commands.registerCommand(command.id, async (...args: unknown[]) => {
    try {
      if (command.needsTrust) requireTrust();
      await ui.session.load();
      await command.run(ui, ...args);
    } catch (error) {
      // Not awaited: a message stays until somebody closes it, a command is over before.
      void showError(error, ui.services.log);
    }
  });
}
