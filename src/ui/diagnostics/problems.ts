import * as vscode from 'vscode';
import type { LintFinding } from '../../core/rules/engine.ts';

/** Rules about faults that YAML servers report too: text that cannot be read, and schemas. */
const SHARED =
  /^(?:yaml-(?:anchor-tag|duplicate-key|indent|missing-separator|parse|tab)|schema-.*)$/;

/** How the YAML extension of Red Hat signs: `YAML`, and `yaml-schema: …` for schemas. */
const YAML_SOURCE = /^yaml\b/i;

/** Findings as published, for the quick fixes of the same version. */
export interface Published {
  readonly version: number;
  readonly findings: readonly LintFinding[];
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/**
 * Our part of the Problems view. What an installed YAML extension reports at the same place is left
 * to it: a fault is told once, and by whom people have chosen for YAML.
 */
export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('k8s-labs');
  readonly #diagnostics = new Map<string, readonly vscode.Diagnostic[]>();
  /** Lines that others spoke about when the diagnostics of a file were shown. */
  readonly #others = new Map<string, string>();
  readonly #subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    // Our own changes come by here as well: only what others say counts.
    for (const uri of uris) {
      const before = this.#others.get(uri.toString());
      if (before !== undefined && before !== linesOfOthers(uri).join()) this.#refresh(uri);
    }
  });

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  show(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): void {
    this.#diagnostics.set(uri.toString(), diagnostics);
    this.#refresh(uri);
  }

  hide(uri: vscode.Uri): void {
    this.#diagnostics.delete(uri.toString());
    this.#others.delete(uri.toString());
    this.#collection.delete(uri);
  }

  #refresh(uri: vscode.Uri): void {
    const key = uri.toString();
    const lines = linesOfOthers(uri);
    this.#others.set(key, lines.join());
    const shown = (this.#diagnostics.get(key) ?? []).filter(
      ({ code, range }) =>
        !(
          typeof code === 'object' &&
          SHARED.test(String(code.value)) &&
          lines.includes(range.start.line)
        ),
    );
    this.#collection.set(uri, shown);
  }
}

function linesOfOthers(uri: vscode.Uri): number[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source !== undefined && YAML_SOURCE.test(source))
    .map(({ range }) => range.start.line);
}
