import * as vscode from 'vscode';
import { type Completion, completions, typeAt } from '../../core/language/completion.ts';
import { cursorAt } from '../../core/language/cursor.ts';
import { objectAt } from '../../core/language/objects.ts';
import { type SnippetCompletion, snippetsAt } from '../../core/language/snippets.ts';
import type { LanguageSource } from './languageSource.ts';

const KINDS = {
  field: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  reference: vscode.CompletionItemKind.Reference,
  kind: vscode.CompletionItemKind.Class,
} as const;

/** Characters that ask for completions by themselves. */
export const TRIGGERS = [' ', ':', '-', '"', "'"];

class Item extends vscode.CompletionItem {
  readonly describes: Completion['describes'];

  constructor(completion: Completion, document: vscode.TextDocument) {
    super(completion.label, KINDS[completion.kind]);
    const { also, asksAgain, describes, detail, insert, isDeprecated, range, sort } = completion;
    this.describes = describes;
    this.detail = detail;
    this.sortText = sort;
    this.filterText = completion.label;
    this.insertText = new vscode.SnippetString(asSnippet(insert));
    this.keepWhitespace = true;
    this.range = new vscode.Range(document.positionAt(range[0]), document.positionAt(range[1]));
    if (isDeprecated === true) this.tags = [vscode.CompletionItemTag.Deprecated];
    if (asksAgain === true) {
      this.command = { command: 'editor.action.triggerSuggest', title: '' };
    }
    if (also !== undefined) {
      const place = document.positionAt(also.range[0]);
      this.additionalTextEdits = [vscode.TextEdit.insert(place, also.newText)];
    }
  }
}

/** Fields in the order of the schema, values, and names of what stands beside. */
export class CompletionProvider implements vscode.CompletionItemProvider {
  readonly #source: LanguageSource;

  constructor(source: LanguageSource) {
    this.#source = source;
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.CompletionItem[] {
    const context = this.#source.languageContext(document);
    if (context === undefined) return [];
    const offset = document.offsetAt(position);
    const cursor = cursorAt(document.getText(), offset);
    if (cursor === undefined) return [];
    const object = objectAt(context.file, offset);
    const items = completions({ ...context, cursor, document: object }).map(
      (completion) => new Item(completion, document),
    );
    const range = new vscode.Range(
      document.positionAt(cursor.range[0]),
      document.positionAt(cursor.range[1]),
    );
    const snippets = snippetsAt(cursor, typeAt({ ...context, cursor }));
    return [...items, ...snippets.map((snippet) => snippetItem(snippet, range))];
  }

  /** Descriptions are loaded for what people look at, and with the first of them. */
  async resolveCompletionItem(item: vscode.CompletionItem): Promise<vscode.CompletionItem> {
    if (!(item instanceof Item) || item.describes === undefined) return item;
    const { type, field } = item.describes;
    const { describeField } = await import('../../core/language/hoverChunk.ts');
    const text = describeField(type, field);
    if (text !== undefined) item.documentation = new vscode.MarkdownString().appendText(text);
    return item;
  }
}

/** Behind the fields: who wants one types its name. */
function snippetItem(
  { description, detail, filter, insert, label }: SnippetCompletion,
  range: vscode.Range,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Snippet);
  item.detail = detail;
  item.documentation = description;
  item.filterText = filter;
  item.sortText = `z${label}`;
  item.insertText = new vscode.SnippetString(insert);
  item.keepWhitespace = true;
  item.range = range;
  return item;
}

/** Everything but our own `$1` stands for itself. */
function asSnippet(text: string): string {
  return text.replaceAll(/\\|\}|\$(?!1)/g, String.raw`\$&`);
}
