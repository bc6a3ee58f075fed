import * as vscode from 'vscode';
import type { PanelLabels } from '../../shared/panelLabels.ts';

/** The frame of the page. Its policy lets in nothing but our own script, style and pictures. */
export function panelHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  labels: PanelLabels,
): string {
  const nonce = newNonce();
  const asset = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const policy = [
    `default-src 'none'`,
    `img-src ${webview.cspSource}`,
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(vscode.l10n.t('Lab'))}</title>
    <link rel="stylesheet" href="${asset('stepPanel.css')}">
  </head>
  <body data-labels="${escape(JSON.stringify(labels))}">
    <div id="live" class="visually-hidden" role="status" aria-live="polite"></div>
    <script nonce="${nonce}" src="${asset('stepPanel.js')}"></script>
  </body>
</html>`;
}

/** 128 random bits in hexadecimal. */
function newNonce(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
