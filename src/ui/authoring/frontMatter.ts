import * as vscode from 'vscode';
import type { PageKind } from '../../core/lab/jsonSchema.ts';
import type { Lab } from '../../core/lab/model.ts';
import type { FieldOffer, LabNames } from '../../core/language/frontMatter.ts';
import { filesBelow } from '../../core/run/learnerFiles.ts';
import type { LabSession } from '../labs/labSession.ts';
import type { LabServices } from '../services.ts';
import { toSlashes } from '../settings.ts';

/** Only pages of labs: other Markdown is nobody's business here. */
const PAGES: vscode.DocumentSelector = [
  { language: 'markdown', pattern: '**/lab.md' },
  { language: 'markdown', pattern: '**/steps/*.md' },
];

/** Deepest folder below a lab whose files are offered. */
const MAX_DEPTH = 4;

const KINDS: Readonly<Record<FieldOffer['kind'], vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  name: vscode.CompletionItemKind.Reference,
};

/** Completion and hover in the fields of labs and steps, for those who write them. */
export function registerFrontMatter(services: LabServices, session: LabSession): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      PAGES,
      {
        async provideCompletionItems(document, position) {
          const page = await pageOf(document, session);
          if (page === undefined) return [];
          const { checkKinds, offersAt } = await import('../../core/labEngine.ts');
          const names = await namesOf(page.lab, session, services);
          const text = document.getText();
          const offset = document.offsetAt(position);
          return offersAt(page.kind, text, offset, names, checkKinds).map((offer, index) =>
            itemFor(offer, index, document),
          );
        },
      },
      ' ',
      ':',
      '-',
    ),
    vscode.languages.registerHoverProvider(PAGES, {
      async provideHover(document, position) {
        const page = await pageOf(document, session);
        if (page === undefined) return undefined;
        const { checkKinds, explainAt } = await import('../../core/labEngine.ts');
        const offset = document.offsetAt(position);
        const found = explainAt(page.kind, document.getText(), offset, checkKinds);
        if (found === undefined) return undefined;
        const text = new vscode.MarkdownString('**').appendText(found.title).appendMarkdown('** ');
        return new vscode.Hover(text.appendText(found.text));
      },
    }),
  );
}

async function pageOf(
  { uri }: vscode.TextDocument,
  session: LabSession,
): Promise<{ lab: Lab; kind: PageKind } | undefined> {
  await session.load();
  const path = toSlashes(uri.fsPath);
  const lab = session.shelf.all.find(({ folder }) => path.startsWith(`${folder}/`));
  if (lab === undefined) return undefined;
  // A lab without steps is its own only step, and has the fields of both.
  return { lab, kind: path === `${lab.folder}/lab.md` ? 'lab' : 'step' };
}

async function namesOf(lab: Lab, { shelf }: LabSession, { files }: LabServices): Promise<LabNames> {
  const { rules } = await import('../../core/rules/index.ts');
  const seeds = lab.steps.flatMap((step) => step.files.map(({ to }) => to));
  return {
    checks: unique(lab.steps.flatMap(({ checks }) => checks.map(({ id }) => id))),
    questions: unique(lab.steps.flatMap(({ quiz }) => quiz.map(({ id }) => id))),
    files: await filesBelow(files, lab.folder, MAX_DEPTH),
    seeds: unique(seeds),
    labs: shelf.all.map(({ id }) => id),
    rules: rules.map(({ id }) => id),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function itemFor(
  { description, insert, isNeeded, kind, label, range }: FieldOffer,
  index: number,
  document: vscode.TextDocument,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, KINDS[kind]);
  item.insertText = insert;
  item.keepWhitespace = true;
  item.range = new vscode.Range(document.positionAt(range[0]), document.positionAt(range[1]));
  item.sortText = `${isNeeded ? 0 : 1}${String(index).padStart(4, '0')}`;
  if (isNeeded) item.detail = vscode.l10n.t('needed');
  if (description !== undefined) {
    item.documentation = new vscode.MarkdownString().appendText(description);
  }
  if (insert.endsWith(': ')) {
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return item;
}
