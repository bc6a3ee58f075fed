import type * as vscode from 'vscode';
import type { LanguageContext } from '../../core/language/objects.ts';
import type { ClusterKnowledge } from '../../core/rules/cluster/clusterKnowledge.ts';
import type { LintSession } from '../../core/rules/lintSession.ts';
import { isKubernetesFile, type SourceFile } from '../../core/rules/sourceFile.ts';
import { builtInSchema } from '../../core/schema/builtIn.ts';
import { isWatched } from '../diagnostics/yamlFiles.ts';
import type { LanguageSource } from './languageSource.ts';

/** What counts for a file: see the settings of the diagnostics. */
type ScopeOf = (uri: string) => {
  readonly isEnabled: boolean;
  readonly lint: { readonly minor?: number };
};

/** The language features look at the files that the diagnostics have read. */
export class SessionSource implements LanguageSource {
  readonly #session: LintSession;
  readonly #scopeOf: ScopeOf;
  readonly #knowledgeOf: (setKey: string) => ClusterKnowledge | undefined;

  constructor(
    session: LintSession,
    scopeOf: ScopeOf,
    knowledgeOf: (setKey: string) => ClusterKnowledge | undefined,
  ) {
    this.#session = session;
    this.#scopeOf = scopeOf;
    this.#knowledgeOf = knowledgeOf;
  }

  languageContext(document: vscode.TextDocument): LanguageContext | undefined {
    const uri = document.uri.toString();
    if (!isWatched(document)) return undefined;
    const { isEnabled, lint } = this.#scopeOf(uri);
    if (!isEnabled) return undefined;
    const { index } = this.#session;
    const text = document.getText();
    const known = index.file(uri);
    // The rules run a moment after the last key; until then the text alone is taken in.
    const file = known?.text === text ? known : this.#session.load(uri, text);
    if (!isKubernetesFile(file) && !mayBecomeOne(text)) return undefined;
    const cluster = this.#knowledgeOf(index.setKey(uri));
    return { file, set: index.setOf(uri), schema: builtInSchema(lint.minor), cluster };
  }

  indexedFile(uri: string): SourceFile | undefined {
    return this.#session.index.file(uri);
  }
}

/** An empty file, and one that starts as objects do. */
function mayBecomeOne(text: string): boolean {
  return text.trim() === '' || /^(?:apiVersion|kind)\s*:/m.test(text);
}
