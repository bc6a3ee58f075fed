import { child, items, scalar } from '../yaml/access.ts';
import { ObjectSet } from './objectSet.ts';
import type { FileLookup } from './rule.ts';
import type { SourceFile } from './sourceFile.ts';

/** Folders whose files are another version of their siblings, never to be used together. */
const VERSION_FOLDER = /^(?:solutions?|broken|mutants?|alternatives?)$/;

/**
 * Every file of the workspace, kept in sets of names: names and labels are only looked up inside
 * one set, because files of different sets are not applied together. A set is a folder; a folder
 * that was named a root (a lab's working folder, a Helm chart) is one set with all below it, apart
 * from `solution/`, `broken/` and the like, which are sets of their own.
 */
export class WorkspaceIndex {
  readonly #files = new Map<string, SourceFile>();
  readonly #sets = new Map<string, ObjectSet>();
  readonly #roots = new Set<string>();
  /** Files that a kustomization names as patches, by that kustomization's uri. */
  readonly #patches = new Map<string, ReadonlySet<string>>();
  /** Folders of which every manifest has been read, with all below them. */
  readonly #wholeFolders = new Set<string>();
  /** Sets whose findings were made from whether a file exists, by the file's uri. */
  readonly #lookups = new Map<string, Set<ObjectSet>>();

  /** @param roots folders (uris without a last slash) that are one set with all below them */
  constructor(roots: Iterable<string> = []) {
    for (const root of roots) this.#roots.add(root);
  }

  get files(): Iterable<SourceFile> {
    return this.#files.values();
  }

  file(uri: string): SourceFile | undefined {
    return this.#files.get(uri);
  }

  /** From now on what is not known below this folder does not exist. */
  markWhole(folder: string): void {
    this.#wholeFolders.add(folder);
  }

  /** The files around one, for rules about paths. */
  lookup(from: string): FileLookup {
    const [folder] = splitUri(from);
    return {
      has: (path) => this.#has(joinUri(folder, path), from),
      beside: (path) => {
        const slash = path.lastIndexOf('/') + 1;
        const other = joinUri(folder, path.slice(0, slash));
        return [...this.#files.keys()]
          .filter((uri) => splitUri(uri)[0] === other)
          .map((uri) => path.slice(0, slash) + splitUri(uri)[1]);
      },
    };
  }

  #has(uri: string, from: string): boolean | undefined {
    const [, name] = splitUri(uri);
    const isManifest = /\.ya?ml$/.test(name);
    if (!isManifest && name.includes('.')) return undefined;
    const set = this.setOf(from);
    set.log.read(fileTopic(uri));
    this.#lookups.set(uri, (this.#lookups.get(uri) ?? new Set()).add(set));
    if (this.#files.has(uri)) return true;
    if (!isManifest) {
      for (const known of this.#files.keys()) if (known.startsWith(`${uri}/`)) return true;
    }
    const isWhole = [...this.#wholeFolders].some((whole) => uri.startsWith(`${whole}/`));
    return isWhole ? false : undefined;
  }

  /** Puts a file in the place of its former self. */
  replace(file: SourceFile): void {
    if (!this.#drop(file.uri)) this.#touchLookups(file.uri);
    this.#files.set(file.uri, file);
    const [folder, name] = splitUri(file.uri);
    if (name === 'Chart.yaml') this.addRoot(folder);
    if (/^kustomization\.ya?ml$/.test(name)) this.#setPatches(file, folder);
    if (!this.isPatch(file.uri)) this.#set(file.uri).add(file);
  }

  remove(uri: string): void {
    if (this.#drop(uri)) this.#touchLookups(uri);
  }

  /** @returns false for a file that is not there */
  #drop(uri: string): boolean {
    if (!this.#files.delete(uri)) return false;
    const key = this.setKey(uri);
    const set = this.#sets.get(key);
    set?.remove(uri);
    if (set?.size === 0) this.#sets.delete(key);
    if (this.#patches.has(uri)) this.#changePatches(() => this.#patches.delete(uri));
    return true;
  }

  /** Makes a folder and all below it one set. */
  addRoot(folder: string): void {
    if (this.#roots.has(folder)) return;
    const moved = [...this.#files.values()].filter(({ uri }) => uri.startsWith(`${folder}/`));
    for (const { uri } of moved) this.remove(uri);
    this.#roots.add(folder);
    for (const file of moved) this.replace(file);
  }

  /** The set that a file belongs to; an empty one for a file that is not in the index. */
  setOf(uri: string): ObjectSet {
    return this.#sets.get(this.setKey(uri)) ?? new ObjectSet();
  }

  /** Patches hold parts of objects, which say nothing about the whole. */
  isPatch(uri: string): boolean {
    return [...this.#patches.values()].some((uris) => uris.has(uri));
  }

  /** Names the set that a file belongs to. */
  setKey(uri: string): string {
    const [folder] = splitUri(uri);
    const key = this.#rootAbove(folder) ?? folder;
    const below = folder.slice(key.length + 1).split('/');
    const version = below.findIndex((part) => VERSION_FOLDER.test(part));
    return version === -1 ? key : `${key}/${below.slice(0, version + 1).join('/')}`;
  }

  #touchLookups(uri: string): void {
    for (const set of this.#lookups.get(uri) ?? []) set.log.touch(fileTopic(uri));
  }

  #rootAbove(folder: string): string | undefined {
    let nearest: string | undefined;
    for (const root of this.#roots) {
      const isAbove = folder === root || folder.startsWith(`${root}/`);
      if (isAbove && root.length > (nearest?.length ?? -1)) nearest = root;
    }
    return nearest;
  }

  #set(uri: string): ObjectSet {
    const key = this.setKey(uri);
    let set = this.#sets.get(key);
    if (set === undefined) this.#sets.set(key, (set = new ObjectSet()));
    return set;
  }

  #setPatches(file: SourceFile, folder: string): void {
    const uris = new Set(patchPaths(file).map((path) => joinUri(folder, path)));
    if (uris.size > 0) this.#changePatches(() => this.#patches.set(file.uri, uris));
  }

  #changePatches(change: () => void): void {
    const before = [...this.#patches.values()].flatMap((uris) => [...uris]);
    change();
    const after = [...this.#patches.values()].flatMap((uris) => [...uris]);
    for (const uri of new Set([...before, ...after])) {
      const file = this.#files.get(uri);
      if (file === undefined) continue;
      this.#set(uri).remove(uri);
      if (!this.isPatch(uri)) this.#set(uri).add(file);
    }
  }
}

/** Paths of the files that a kustomization merges over other objects. */
function patchPaths(file: SourceFile): string[] {
  return file.documents.flatMap(({ root }) => {
    const patches = ['patches', 'patchesJson6902'].flatMap((field) =>
      items(child(root, field)).map((item) => child(item, 'path')),
    );
    const merged = items(child(root, 'patchesStrategicMerge'));
    return [...patches, ...merged].flatMap((node) => scalar(node)?.text ?? []);
  });
}

function fileTopic(uri: string): string {
  return `file ${uri}`;
}

/** Folder without its last slash, and name. */
function splitUri(uri: string): [folder: string, name: string] {
  const slash = uri.lastIndexOf('/');
  return [uri.slice(0, Math.max(slash, 0)), uri.slice(slash + 1)];
}

function joinUri(folder: string, path: string): string {
  const parts = folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
