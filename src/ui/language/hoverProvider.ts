import * as vscode from 'vscode';
import type { Paragraph } from '../../core/language/hover.ts';
import { toRange } from '../diagnostics/toDiagnostic.ts';
import type { LanguageSource } from './languageSource.ts';

/** Explains fields, quantities, schedules, images and selectors. */
export class HoverProvider implements vscode.HoverProvider {
  readonly #source: LanguageSource;

  constructor(source: LanguageSource) {
    this.#source = source;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const context = this.#source.languageContext(document);
    if (context === undefined) return undefined;
    const offset = document.offsetAt(position);
    const { explain } = await import('../../core/language/hoverChunk.ts');
    if (token.isCancellationRequested) return undefined;
    const hover = explain(context, offset, new Date());
    if (hover === undefined) return undefined;
    return new vscode.Hover(hover.paragraphs.map(markdown), toRange(context.file, hover.range));
  }
}

function markdown(paragraph: Paragraph): vscode.MarkdownString {
  const result = new vscode.MarkdownString();
  if (paragraph.kind === 'text') return result.appendText(paragraph.text);
  result.appendMarkdown('**').appendText(paragraph.text).appendMarkdown('** · ');
  return result.appendText(paragraph.detail);
}
