import { readRelease } from './release.ts';
import { RELEASES } from './releases.ts';
import { schemaDescriptions, schemaTable } from './table.ts';

/** Where the generated files stand. */
export const SCHEMA_FOLDER = new URL('../../src/core/schema/', import.meta.url);

/** The texts of the generated files by name, from the Go modules of all supported releases. */
export async function schemaFiles(): Promise<Record<string, string>> {
  const releases = await Promise.all(RELEASES.map(readRelease));
  return {
    'kubernetes.json': jsonLines(schemaTable(releases)),
    'descriptions.json': jsonLines(schemaDescriptions(releases)),
  };
}

function jsonLines(value: object): string {
  const lines = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${text(part)}`);
  return `{${lines.join(',\n')}}\n`;
}

/** One line for each entry of the first two levels, so that changes can be read as lines. */
function text(part: unknown): string {
  if (Array.isArray(part)) return `[\n${part.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
  if (typeof part !== 'object' || part === null) return JSON.stringify(part);
  const lines = Object.entries(part).map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`);
  return `{\n${lines.join(',\n')}\n}`;
}
