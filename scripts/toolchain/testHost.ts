import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCodeServer } from './codeServer.ts';
import { installVsix, startCodeServer, type CodeServerProcess } from './codeServerProcess.ts';
import { baseSettings, seedSettings } from './settings.ts';

/** A VS Code of a test's own, with everything that it writes in one folder that goes with it. */
export interface TestHost extends CodeServerProcess {
  readonly folder: string;
  readonly workspace: string;
}

/** Starts a VS Code for tests on an empty workspace. */
export async function startTestHost(options: {
  /** The packed extension to install. */
  readonly vsix?: string;
  /** Other extensions to install beside it. */
  readonly others?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether every folder is trusted; otherwise the window starts in Restricted Mode. */
  readonly trusted: boolean;
  readonly env?: (folder: string) => NodeJS.ProcessEnv;
}): Promise<TestHost> {
  const host = await ensureCodeServer();
  const folder = await mkdtemp(join(tmpdir(), 'k8s-labs-host-'));
  const workspace = join(folder, 'workspace');
  const folders = {
    userData: join(folder, 'user'),
    extensions: join(folder, 'extensions'),
    config: join(folder, 'config.yaml'),
  };
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await mkdir(workspace);
    await writeFile(folders.config, 'cert: false\n');
    await seedSettings(folders.userData, {
      ...baseSettings,
      // Terminal text in the page, where tests and screen readers find it.
      'terminal.integrated.gpuAcceleration': 'off',
      ...options.settings,
    });
    if (options.vsix !== undefined) await installVsix(host, folders, options.vsix);
    for (const other of options.others ?? []) await installVsix(host, folders, other);
    const server = await startCodeServer(host, {
      ...folders,
      auth: 'none',
      env: { ...process.env, ...options.env?.(folder) },
      args: [
        ...(options.trusted ? ['--disable-workspace-trust'] : []),
        ...['--vscode-option', 'enable-smoke-test-driver'],
        workspace,
      ],
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      await remove();
    };
    return { ...server, folder, workspace, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
