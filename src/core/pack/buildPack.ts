import type { Lab } from '../lab/model.ts';
import { LABS_FOLDER, packFiles, type PackIdentity, type PackProof } from './packFiles.ts';

/** Reads every file below a folder, by its path under `prefix`. @throws LabError for a symbolic link */
export type ReadTree = (folder: string, prefix: string) => Promise<Map<string, Uint8Array>>;

/**
 * Everything that goes into a pack, by its path in the archive.
 * @param folders absolute folders of labs or of a course, by the name that each has in the pack
 * @param proof undefined for a pack that says of itself that it is not tested
 */
export async function buildPack(
  identity: PackIdentity,
  labs: readonly Lab[],
  folders: ReadonlyMap<string, string>,
  proof: PackProof | undefined,
  readTree: ReadTree,
): Promise<Map<string, string | Uint8Array>> {
  const archive = new Map<string, string | Uint8Array>(packFiles(identity, labs, proof));
  for (const [name, folder] of folders) {
    const tree = await readTree(folder, `extension/${LABS_FOLDER}/${name}`);
    for (const [path, bytes] of tree) archive.set(path, bytes);
  }
  return archive;
}
