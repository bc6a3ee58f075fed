import { LabError } from '../../core/errors.ts';
import type { LocalCluster, LocalClusters, LocalClusterTool } from '../../core/ports.ts';
import { findProgram } from './findProgram.ts';
import { runProgram } from './runProgram.ts';

/** How one of the tools is spoken to. */
interface Dialect {
  readonly list: readonly string[];
  /** Names of clusters in what `list` prints. */
  names(stdout: string): readonly string[];
  create(name: string): readonly string[];
  delete(name: string): readonly string[];
  /** The context that the tool makes. */
  context(name: string): string;
}

const DIALECTS: Readonly<Record<LocalClusterTool, Dialect>> = {
  kind: {
    list: ['get', 'clusters'],
    names: (stdout) => stdout.split('\n').flatMap((line) => line.trim() || []),
    create: (name) => ['create', 'cluster', '--name', name, '--wait', '120s'],
    delete: (name) => ['delete', 'cluster', '--name', name],
    context: (name) => `kind-${name}`,
  },
  k3d: {
    list: ['cluster', 'list', '--output', 'json'],
    names: (stdout) => (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name),
    create: (name) => ['cluster', 'create', name, '--wait'],
    delete: (name) => ['cluster', 'delete', name],
    context: (name) => `k3d-${name}`,
  },
  minikube: {
    list: ['profile', 'list', '--output', 'json'],
    names: (stdout) =>
      ((JSON.parse(stdout) as { valid?: { Name: string }[] }).valid ?? []).map(({ Name }) => Name),
    create: (name) => ['start', '--profile', name],
    delete: (name) => ['delete', '--profile', name],
    context: (name) => name,
  },
};

/** Longest that a tool may take to say which clusters it has. Milliseconds. */
const LIST_MS = 20_000;

/** kind, k3d and minikube, as far as they are on the PATH. They do everything themselves. */
export class LocalClusterPrograms implements LocalClusters {
  readonly #find: (name: string) => Promise<string | undefined>;

  /** @param find where a program is; the PATH */
  constructor(find: (name: string) => Promise<string | undefined> = findProgram) {
    this.#find = find;
  }

  async tools(): Promise<readonly LocalClusterTool[]> {
    const tools = Object.keys(DIALECTS) as LocalClusterTool[];
    const paths = await Promise.all(tools.map((tool) => this.#find(tool)));
    return tools.filter((_tool, index) => paths[index] !== undefined);
  }

  async list(tool: LocalClusterTool): Promise<readonly LocalCluster[]> {
    const dialect = DIALECTS[tool];
    const stdout = await this.#run(tool, dialect.list, AbortSignal.timeout(LIST_MS));
    try {
      return dialect.names(stdout).map((name) => ({ tool, name, context: dialect.context(name) }));
    } catch (cause) {
      throw new LabError('local-cluster-failed', `${tool} said something unexpected.`, {
        next: `Run "${tool} ${dialect.list.join(' ')}" in a terminal.`,
        cause,
      });
    }
  }

  async create(tool: LocalClusterTool, name: string, signal: AbortSignal): Promise<LocalCluster> {
    const dialect = DIALECTS[tool];
    await this.#run(tool, dialect.create(name), signal);
    return { tool, name, context: dialect.context(name) };
  }

  async delete({ tool, name }: LocalCluster, signal: AbortSignal): Promise<void> {
    await this.#run(tool, DIALECTS[tool].delete(name), signal);
  }

  async #run(
    tool: LocalClusterTool,
    args: readonly string[],
    signal: AbortSignal,
  ): Promise<string> {
    const program = await this.#find(tool);
    if (program === undefined) {
      throw new LabError('local-cluster-failed', `${tool} is not on the PATH.`, {
        next: 'Install it, or choose another cluster.',
      });
    }
    const { code, stdout, stderr } = await runProgram(program, args, { signal, asGroup: true });
    if (code === 0) return stdout;
    const said = (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? '';
    throw new LabError(
      'local-cluster-failed',
      `"${[tool, ...args].join(' ')}" failed: ${said || `exit code ${code}`}`,
      { next: `Run it in a terminal; ${tool} needs Docker or something like it to be running.` },
    );
  }
}
