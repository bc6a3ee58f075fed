import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { activationLine } from '../support/hostResult.ts';

type Activate = (context: vscode.ExtensionContext) => unknown;

/**
 * Loads and activates the extension once, in a window where nobody has done so yet. Measured is
 * what VS Code shows as loading and activation: the bundle and the call, without the messages
 * between the editor's processes around them.
 */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('k8s-labs.k8s-labs');
  if (extension === undefined || extension.isActive)
    throw new Error('There is nothing to measure.');
  const bundle = join(extension.extensionPath, 'dist', 'extension.js');
  let ms = 0;
  const start = performance.now();
  const loaded = require(bundle) as { activate: Activate };
  ms += performance.now() - start;
  const cached = require.cache[bundle];
  if (cached === undefined) throw new Error('The bundle was not loaded.');
  // VS Code finds the loaded bundle here, with a clock around its entry.
  cached.exports = {
    ...loaded,
    activate(context: vscode.ExtensionContext) {
      const called = performance.now();
      const result = loaded.activate(context);
      ms += performance.now() - called;
      return result;
    },
  };
  await extension.activate();
  console.log(activationLine(ms));
}
