import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  type TextDocumentFilter,
  TransportKind,
} from 'vscode-languageclient/node';
import { TOOL_SCHEMAS } from '../../core/toolFiles.ts';

/** Completion, hover and validation for files of tools; ends with the extension. */
export async function startYamlServer(
  context: vscode.ExtensionContext,
  documentSelector: TextDocumentFilter[],
): Promise<void> {
  const module = context.asAbsolutePath('dist/yamlServer.mjs');
  const server: ServerOptions = { module, transport: TransportKind.ipc };
  const options: LanguageClientOptions = {
    documentSelector,
    initializationOptions: { l10nPath: context.asAbsolutePath('dist/l10n') },
    outputChannelName: 'Labs for Kubernetes: YAML',
    middleware: {
      // It asks for settings of an extension that is not here: these are its settings.
      workspace: {
        configuration: async ({ items }) =>
          Promise.all(
            items.map(async ({ section }) => (section === 'yaml' ? settings(context) : {})),
          ),
      },
    },
  };
  const client = new LanguageClient('k8sLabs.yaml', 'YAML', server, options);
  context.subscriptions.push({ dispose: () => void client.stop() });
  await client.start();
  // Schemas of Helm values come and go with the charts.
  const watcher = vscode.workspace.createFileSystemWatcher('**/values.schema.json');
  const changed = (): void => {
    void client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
  };
  context.subscriptions.push(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
    watcher.onDidChange(changed),
  );
}

async function settings(context: vscode.ExtensionContext): Promise<object> {
  const ours = TOOL_SCHEMAS.map(({ schema, fileMatch }): [string, string[]] => [
    vscode.Uri.file(context.asAbsolutePath(`schemas/${schema}`)).toString(),
    fileMatch.map((name) => `**/${name}`),
  ]);
  return {
    validate: true,
    hover: true,
    completion: true,
    format: { enable: false },
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
    schemas: Object.fromEntries([...ours, ...(await chartSchemas())]),
  };
}

/** Most charts of a workspace whose values have a schema. */
const MAX_CHARTS = 200;

async function chartSchemas(): Promise<[string, string[]][]> {
  const found = await vscode.workspace.findFiles(
    '**/values.schema.json',
    '**/node_modules/**',
    MAX_CHARTS,
  );
  return found.map((uri) => [
    uri.toString(),
    [vscode.Uri.joinPath(uri, '..', 'values.yaml').fsPath.replaceAll('\\', '/')],
  ]);
}
