import { type GoStructs, readGoStructs } from './goStructs.ts';
import { kubernetesSources } from './goModules.ts';
import { type OpenApi, readOpenApi } from './openApi.ts';

/** Everything that the table takes from one release. */
export interface Release extends OpenApi {
  /** The 37 of 1.37.2. */
  readonly minor: number;
  readonly structs: GoStructs;
}

/** Reads a release from its Go modules. */
export async function readRelease(version: string): Promise<Release> {
  const { minor, kubernetes, api, apimachinery } = await kubernetesSources(version);
  const [openApi, structs] = await Promise.all([
    readOpenApi(kubernetes),
    readGoStructs(api, apimachinery),
  ]);
  return { minor, structs, ...openApi };
}
