import type { RecoverYaml } from '../../core/yaml/parse.ts';

/** Loads the recovering parser, which only a broken file needs, on first use. */
export async function loadYamlRecovery(): Promise<RecoverYaml> {
  const { recoverYaml } = await import('./yamlRecovery.ts');
  return recoverYaml;
}
