import * as vscode from 'vscode';
import type { Course, Lab } from '../../core/lab/model.ts';
import type { Library } from '../../core/lab/labList.ts';
import type { InstalledPack } from '../../core/pack/installedPack.ts';
import { installedPacks } from './installedPacks.ts';
import type { LabServices } from '../services.ts';
import { labSettings, toSlashes } from '../settings.ts';

/** Pack of the labs that the extension brings; part of their keys. */
const BUNDLED_PACK = 'k8s-labs.k8s-labs';

/** Reads, renders and checks labs; loaded when somebody first looks at them. */
export type LabEngine = typeof import('../../core/labEngine.ts');

/** All labs that this window knows. */
export interface LabShelf {
  /** Undefined until labs were read. */
  readonly engine: LabEngine | undefined;
  readonly courses: readonly Course[];
  /** Labs outside any course. */
  readonly labs: readonly Lab[];
  /** Every lab, courses first. */
  readonly all: readonly Lab[];
  byKey(key: string): Lab | undefined;
  /** The pack that a lab was installed with; undefined for those of folders and our own. */
  packOf(lab: Lab): InstalledPack | undefined;
}

export const EMPTY_SHELF: LabShelf = shelf(undefined, { courses: [], labs: [] }, []);

/** Reads the labs of the extension, of installed packs, of the setting's folders and of the workspace. */
export async function loadShelf(services: LabServices): Promise<LabShelf> {
  const workspace = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => toSlashes(uri.fsPath));
  const packs = installedPacks(services.log);
  const sources = [
    { folder: services.bundledLabs, pack: BUNDLED_PACK },
    ...packs.map(({ folder, pack }) => ({ folder, pack: pack.id })),
    ...[...labSettings.labFolders(), ...workspace].map((folder) => ({ folder, pack: 'local' })),
  ];
  const engine = await import('../../core/labEngine.ts');
  const library = await engine.loadLibrary(services.files, sources, engine.checkKinds, {
    language: vscode.env.language,
  });
  return shelf(
    engine,
    library,
    packs.map(({ pack }) => pack),
  );
}

/** True for a lab that came with the extension. */
export function isBundled({ bundledLabs }: LabServices, lab: Lab): boolean {
  return lab.folder.startsWith(`${bundledLabs}/`);
}

function shelf(
  engine: LabEngine | undefined,
  { courses, labs }: Library,
  packs: readonly InstalledPack[],
): LabShelf {
  const all = [...courses.flatMap((course) => course.labs), ...labs];
  const byKey = new Map(all.map((lab) => [lab.key, lab]));
  const packOf = ({ key }: Lab): InstalledPack | undefined =>
    packs.find(({ id }) => key.startsWith(`${id}/`));
  return { engine, courses, labs, all, byKey: (key) => byKey.get(key), packOf };
}
