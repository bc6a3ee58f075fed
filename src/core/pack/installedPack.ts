import { isInsidePath } from '../paths.ts';

/** An extension of the editor that says it holds labs. */
export interface InstalledPack {
  /** `publisher.name`: part of the keys of its labs. */
  readonly id: string;
  readonly publisher: string;
  readonly version: string;
  readonly title: string;
  /** Relative to the extension's folder. */
  readonly labs: string;
  readonly isTested: boolean;
}

/** Fields of a manifest that make an editor run something or trust something. */
const CODE = [
  'main',
  'browser',
  'activationEvents',
  'scripts',
  'extensionPack',
  'extensionDependencies',
];

/**
 * Reads the manifest of an installed extension.
 * @returns undefined when it is no pack; a reason when it is one that is refused
 */
export function readInstalledPack(
  manifest: Readonly<Record<string, unknown>>,
): InstalledPack | { readonly refused: string } | undefined {
  const contributes = asRecord(manifest['contributes']);
  const said = asRecord(contributes['k8sLabs']);
  const labs = said['labs'];
  if (labs === undefined) return undefined;
  const [publisher, name, version, displayName] = [
    'publisher',
    'name',
    'version',
    'displayName',
  ].map((field) => (typeof manifest[field] === 'string' ? manifest[field] : ''));
  const id = `${publisher}.${name}`;
  const code = CODE.find((field) => hasContent(manifest[field]));
  if (code !== undefined) {
    return { refused: `The pack ${id} carries code ("${code}"), and labs need none.` };
  }
  const other = Object.keys(contributes).find((field) => field !== 'k8sLabs');
  if (other !== undefined) {
    return { refused: `The pack ${id} contributes "${other}" to the editor besides labs.` };
  }
  if (said['format'] !== 1) {
    return { refused: `The pack ${id} is written for another version of Labs for Kubernetes.` };
  }
  if (typeof labs !== 'string' || !isInsidePath(labs)) {
    return { refused: `The labs of the pack ${id} lie outside its folder.` };
  }
  const isTested = typeof said['proof'] === 'object';
  return {
    id,
    publisher: publisher ?? '',
    version: version ?? '',
    title: displayName || id,
    labs,
    isTested,
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function hasContent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== '';
}
