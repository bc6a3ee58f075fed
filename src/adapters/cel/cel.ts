import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { messageOf } from '../../core/errors.ts';
import type { Cel, CelProgram, CelResult } from '../../core/rules/cel.ts';

type Variables = NonNullable<Parameters<ReturnType<typeof plan>>[0]>;

const env = celEnv({ funcs: strings });

/** The language as the library has it: its own functions and those on strings. */
export const cel: Cel = {
  compile(expression) {
    try {
      const evaluate = plan(env, parse(expression));
      const program: CelProgram = (variables) =>
        run(() => evaluate(celInput(variables) as Variables));
      return { program };
    } catch (error) {
      // Where in the expression it is says the place of the finding, and the rest of the sentence.
      return { fault: messageOf(error).replace(/^<input>:\d+:\d+: /, '') };
    }
  },
};

function run(evaluate: () => unknown): CelResult {
  try {
    const value = evaluate();
    return isCelError(value) ? { ok: false, fault: value.message } : { ok: true, value };
  } catch (error) {
    return { ok: false, fault: messageOf(error) };
  }
}

/** Whole numbers are integers of the language, which are bigints to the library. */
function celInput(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(celInput);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, celInput(part)]));
}
