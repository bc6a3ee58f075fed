import type { Cel } from '../../core/rules/cel.ts';

/** Loads the expression language, which only admission policies need, on first use. */
export async function loadCel(): Promise<Cel> {
  const { cel } = await import('./cel.ts');
  return cel;
}
