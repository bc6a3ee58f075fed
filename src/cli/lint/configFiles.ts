import { LabError } from '../../core/errors.ts';
import type { Files } from '../../core/ports.ts';
import {
  CONFIG_NAME,
  readConfig,
  type RepositoryConfig,
} from '../../core/rules/repositoryConfig.ts';
import { LineTable } from '../../core/yaml/lines.ts';

export interface FoundConfig {
  /** Folder that the file stands in. */
  readonly top: string;
  readonly config: RepositoryConfig;
}

/** Finds the configuration of a folder: in it, or in the nearest folder above that has one. */
export class ConfigFiles {
  readonly #files: Files;
  readonly #ruleIds: readonly string[];
  readonly #known = new Map<string, Promise<FoundConfig | undefined>>();

  constructor(files: Files, ruleIds: readonly string[]) {
    this.#files = files;
    this.#ruleIds = ruleIds;
  }

  /** @throws LabError `file-failed` for a file that says something that cannot be */
  async find(folder: string): Promise<FoundConfig | undefined> {
    let found = this.#known.get(folder);
    if (found === undefined) this.#known.set(folder, (found = this.#look(folder)));
    return found;
  }

  async #look(folder: string): Promise<FoundConfig | undefined> {
    const path = `${folder}/${CONFIG_NAME}`;
    const text = await this.#files.read(path);
    if (text === undefined) {
      const slash = folder.lastIndexOf('/');
      return slash <= 0 ? undefined : this.find(folder.slice(0, slash));
    }
    const { config, faults } = readConfig(text, this.#ruleIds);
    const [fault] = faults;
    if (fault === undefined) return { top: folder, config };
    const { line } = new LineTable(text).positionAt(fault.range[0]);
    throw new LabError('file-failed', `${path}:${line + 1}: ${fault.message}`);
  }
}
