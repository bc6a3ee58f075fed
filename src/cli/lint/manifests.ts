import { LabError } from '../../core/errors.ts';
import type { Files } from '../../core/ports.ts';
import type { Cel } from '../../core/rules/cel.ts';
import type { LintOptions } from '../../core/rules/engine.ts';
import { POLICY_KIND } from '../../core/rules/policies/admissionPolicies.ts';
import {
  CONFIG_NAME,
  isExcluded,
  type RepositoryConfig,
} from '../../core/rules/repositoryConfig.ts';
import { readSourceFile, type SourceFile } from '../../core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../../core/rules/workspaceIndex.ts';
import type { RecoverYaml } from '../../core/yaml/parse.ts';
import type { FindingLine } from './formats.ts';

export type Overrides = NonNullable<LintOptions['overrides']>;

/** What labs add to the findings in manifests. */
export interface LintedLabs {
  /** What is wrong with the labs themselves. */
  readonly findings: readonly FindingLine[];
  /** What each lab says about rules in its manifests, by the lab's absolute folder. */
  readonly overrides: ReadonlyMap<string, Overrides>;
}

export interface ManifestsIo {
  readonly files: Files;
  /** Absolute folder that relative paths start from. */
  readonly cwd: string;
  loadRecovery(): Promise<RecoverYaml>;
  loadCel(): Promise<Cel>;
  /** The labs below a folder that was named. `folder` is absolute, `shown` is how it was named. */
  readLabs?(folder: string, shown: string): Promise<LintedLabs>;
  /** What the repository of a folder says. */
  configFor(folder: string): Promise<{ top: string; config: RepositoryConfig } | undefined>;
}

/** Files that are read at the same time. */
const AT_A_TIME = 64;

/** Collects the files to report on, and those beside them that names are looked up in. */
export class Manifests {
  readonly index = new WorkspaceIndex();
  /** How each file to report on was named, by its absolute path. */
  readonly shown = new Map<string, string>();
  readonly extra: FindingLine[] = [];
  readonly #configs = new Map<string, RepositoryConfig>();
  readonly #labs = new Map<string, Overrides>();
  readonly #io: ManifestsIo;
  #recover: RecoverYaml | undefined;
  #cel: Cel | undefined;

  constructor(io: ManifestsIo) {
    this.#io = io;
  }

  /** Undefined as long as no admission policy has come up. */
  get cel(): Cel | undefined {
    return this.#cel;
  }

  /** Reads a file with those beside it, or a folder with all below it. */
  async addPath(shown: string): Promise<void> {
    const { files, cwd, readLabs } = this.#io;
    const named = shown.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
    const isAbsolute = named.startsWith('/') || /^[A-Za-z]:\//.test(named);
    const path = await files.realPath(isAbsolute ? named : `${cwd}/${named}`);
    if (path === undefined) throw new LabError('file-failed', `There is no file "${shown}".`);
    if (await this.#isFolder(path)) {
      const found = await this.#io.configFor(path);
      await this.#addFolder(path, named, found);
      await this.#readAll();
      this.index.markWhole(path);
      const labs = await readLabs?.(path, named);
      this.extra.push(...(labs?.findings ?? []));
      for (const [folder, overrides] of labs?.overrides ?? []) this.#labs.set(folder, overrides);
      return;
    }
    const folder = folderOf(path);
    const found = await this.#io.configFor(folder);
    this.#show(path, named, found);
    await this.#readAll();
    for (const name of await files.list(folder)) {
      if (isManifest(name)) await this.#read(`${folder}/${name}`);
    }
  }

  /** Takes in a text that stands in no file. */
  async addText(path: string, shown: string, text: string): Promise<void> {
    const found = await this.#io.configFor(folderOf(path));
    if (found !== undefined) this.#configs.set(path, found.config);
    this.shown.set(path, shown);
    await this.put(path, text);
  }

  /** What the lab says that the file belongs to; nothing outside labs. */
  labOverrides(path: string): Overrides {
    for (const [folder, overrides] of this.#labs) {
      if (path.startsWith(`${folder}/`)) return overrides;
    }
    return {};
  }

  /** What the file's repository says. */
  config(path: string): RepositoryConfig | undefined {
    return this.#configs.get(path);
  }

  /** Puts a text in the place of what a file held. */
  async put(path: string, text: string): Promise<SourceFile> {
    let file = readSourceFile(path, text, this.#recover);
    if (file.broken.length > 0 && this.#recover === undefined) {
      this.#recover = await this.#io.loadRecovery();
      file = readSourceFile(path, text, this.#recover);
    }
    if (file.objects.some(({ kind }) => kind === POLICY_KIND)) {
      this.#cel ??= await this.#io.loadCel();
    }
    this.index.replace(file);
    return file;
  }

  async #isFolder(path: string): Promise<boolean> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === '') return true;
    return (await this.#io.files.list(folderOf(path) || '/')).includes(`${name}/`);
  }

  async #addFolder(path: string, shown: string, found: Found): Promise<void> {
    const names = await this.#io.files.list(path);
    if (names.includes('lab.md')) this.index.addRoot(path);
    for (const name of names) {
      const bare = name.replace(/\/$/, '');
      const below = shown === '.' ? bare : `${shown}/${bare}`;
      if (name.endsWith('/')) {
        if (bare !== 'node_modules' && bare !== '.git') {
          await this.#addFolder(`${path}/${bare}`, below, found);
        }
      } else if (isManifest(name)) {
        this.#show(`${path}/${name}`, below, found);
      }
    }
  }

  #show(path: string, shown: string, found: Found): void {
    if (found !== undefined) {
      if (isExcluded(path.slice(found.top.length + 1), found.config)) return;
      this.#configs.set(path, found.config);
    }
    this.shown.set(path, shown);
  }

  /** Reads what has been found, several files at a time. */
  async #readAll(): Promise<void> {
    const left = [...this.shown.keys()].filter((path) => this.index.file(path) === undefined);
    for (let start = 0; start < left.length; start += AT_A_TIME) {
      const paths = left.slice(start, start + AT_A_TIME);
      const texts = await Promise.all(paths.map((path) => this.#io.files.read(path)));
      for (const [index, path] of paths.entries()) {
        const text = texts[index];
        if (text !== undefined) await this.put(path, text);
      }
    }
  }

  async #read(path: string): Promise<void> {
    if (this.index.file(path) !== undefined) return;
    const text = await this.#io.files.read(path);
    if (text !== undefined) await this.put(path, text);
  }
}

type Found = { readonly top: string; readonly config: RepositoryConfig } | undefined;

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isManifest(name: string): boolean {
  return /\.ya?ml$/.test(name) && name !== CONFIG_NAME;
}
