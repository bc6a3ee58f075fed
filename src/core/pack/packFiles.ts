import type { Lab } from '../lab/model.ts';

/** Who hands a pack out, and what it is called. */
export interface PackIdentity {
  readonly publisher: string;
  readonly name: string;
  /** Three numbers: `1.0.0`. */
  readonly version: string;
  readonly title: string;
}

/** What is recorded in a pack about its proof: the Kubernetes that it was tried on, or nothing. */
export type PackProof = { readonly kubernetes: string } | undefined;

/** Where the labs of a pack lie, relative to its folder. */
export const LABS_FOLDER = 'labs';

/**
 * The oldest editor in which this extension runs, and so a pack beside it.
 * The same as `engines.vscode` of package.json; a test compares them.
 */
export const EDITOR = '^1.125.0';

/** @returns what is wrong with the identity, in words; undefined when nothing is */
export function identityFault({ name, publisher, version }: PackIdentity): string | undefined {
  const isWord = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,60}$/i.test(text);
  if (!isWord(publisher))
    return `"${publisher}" is no name of a publisher: letters, digits, dashes.`;
  if (!isWord(name)) return `"${name}" is no name of a pack: letters, digits, dashes.`;
  if (!/^\d+\.\d+\.\d+$/.test(version)) return `"${version}" is no version such as 1.0.0.`;
  return undefined;
}

/** The files of a .vsix besides the labs: what it is, and how editors list it. No code. */
export function packFiles(
  identity: PackIdentity,
  labs: readonly Lab[],
  proof: PackProof,
): ReadonlyMap<string, string> {
  const { name, publisher, title, version } = identity;
  const description = `Labs for Kubernetes: ${labs.map((lab) => lab.title).join(', ')}`.slice(
    0,
    250,
  );
  const manifest = {
    name,
    displayName: title,
    description,
    version,
    publisher,
    engines: { vscode: EDITOR },
    categories: ['Education'],
    contributes: { k8sLabs: { format: 1, labs: LABS_FOLDER, proof: proof ?? 'untested' } },
  };
  const tested =
    proof === undefined
      ? 'These labs were not tried before they were packed.'
      : `Every step was tried on Kubernetes ${proof.kubernetes} before it was packed.`;
  const readme = [
    `# ${title}`,
    '',
    'Labs for the extension Labs for Kubernetes, which shows them in its tree.',
    '',
    ...labs.map((lab) => `- **${lab.title}** (${lab.minutes} min): ${lab.summary}`),
    '',
    tested,
    '',
  ].join('\n');
  return new Map([
    ['[Content_Types].xml', CONTENT_TYPES],
    ['extension.vsixmanifest', vsixManifest(identity, description)],
    ['extension/package.json', `${JSON.stringify(manifest, undefined, 2)}\n`],
    ['extension/README.md', readme],
  ]);
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension=".json" ContentType="application/json"/>
  <Default Extension=".md" ContentType="text/markdown"/>
  <Default Extension=".vsixmanifest" ContentType="text/xml"/>
  <Default Extension=".yaml" ContentType="text/yaml"/>
</Types>
`;

function vsixManifest({ name, publisher, title, version }: PackIdentity, text: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${xml(title)}</DisplayName>
    <Description xml:space="preserve">${xml(text)}</Description>
    <Categories>Education</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${EDITOR}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="ui,workspace"/>
    </Properties>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
  </Assets>
</PackageManifest>
`;
}

function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
