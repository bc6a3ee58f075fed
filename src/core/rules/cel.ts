/** What an expression gave, or why it gave nothing. */
export type CelResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: string };

/** An expression that can be evaluated over and over. */
export type CelProgram = (variables: Readonly<Record<string, unknown>>) => CelResult;

/** The Common Expression Language, in which admission policies are written. */
export interface Cel {
  /** @returns what is wrong with the text where it is no expression */
  compile(expression: string): { readonly program: CelProgram } | { readonly fault: string };
}
