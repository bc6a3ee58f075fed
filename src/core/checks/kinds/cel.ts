import * as z from 'zod';
import { redactText } from '../../kubernetes/redact.ts';
import type { CelProgram } from '../../rules/cel.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import { formatValue } from '../matchers.ts';
import { fail, type Outcome, pass, unable } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { judgedObjects, needOf, nothingThere, targetSchema } from '../target.ts';

const fields = z.strictObject({
  /** What each name in the expression stands for: one object by name, else a list of objects. */
  objects: z.record(z.string().regex(/^[a-z]\w*$/, 'a lower-case name'), targetSchema),
  /** True or false, in the Common Expression Language. */
  expr: z.string().min(1),
  /** An expression for what was found, shown when the check fails. */
  show: z.string().min(1).optional(),
});

type Fields = z.infer<typeof fields>;

export const cel: CheckKind<Fields> = {
  type: 'cel',
  summary: 'An expression over several objects is true: what no other check type can say.',
  fields,
  faults: (asked, language) =>
    (['expr', 'show'] as const).flatMap((field) => {
      const compiled = asked[field] === undefined ? undefined : language.compile(asked[field]);
      return compiled !== undefined && 'fault' in compiled
        ? [{ field, message: `This is no expression: ${compiled.fault}.` }]
        : [];
    }),
  needs: ({ fields: { objects } }, scope) => [
    { read: 'cel' },
    ...Object.values(objects).map((target) => needOf(target, scope)),
  ],
  evaluate(check, snapshot, scope) {
    const { expr, objects, show } = check.fields;
    const language = snapshot.cel();
    if (!language.ok) return unable(language.cause, language.remedy);
    const bound = bind(check, snapshot, scope);
    if ('outcome' in bound) return bound.outcome;
    const evaluate = (expression: string): ReturnType<CelProgram> => {
      const compiled = language.value.compile(expression);
      return 'fault' in compiled
        ? { ok: false, fault: compiled.fault }
        : compiled.program(bound.variables);
    };
    const result = evaluate(expr);
    if (!result.ok) return unable('bad-check', `The expression of this check: ${result.fault}`);
    const object = Object.values(objects)
      .map(({ kind, name }) => (name === undefined ? kind : `${kind}/${name}`))
      .join(', ');
    if (result.value === true) return pass({ object, value: expr });
    if (result.value !== false) return unable('bad-check', `${expr} is neither true nor false.`);
    const shown = show === undefined ? undefined : evaluate(show);
    return fail({ expected: expr, found: foundText(shown, check.fields), object });
  },
};

function bind(
  { fields: { objects } }: CheckOf<Fields>,
  snapshot: Snapshot,
  scope: CheckScope,
): { variables: Record<string, unknown> } | { outcome: Outcome } {
  const variables: Record<string, unknown> = {};
  for (const [name, target] of Object.entries(objects)) {
    const reading = judgedObjects(target, snapshot, scope);
    if (!reading.ok) return { outcome: unable(reading.cause, reading.remedy) };
    if (target.name !== undefined && reading.value.length === 0) {
      return { outcome: nothingThere(target) };
    }
    variables[name] = target.name === undefined ? reading.value : reading.value[0];
  }
  return { variables };
}

function foundText(shown: ReturnType<CelProgram> | undefined, { objects }: Fields): string {
  // An expression can take a Secret's content to pieces, and then nothing knows it any more.
  const hasSecret = Object.values(objects).some(({ kind }) => kind === 'Secret');
  if (shown?.ok !== true || hasSecret) return 'it is false';
  const value = typeof shown.value === 'bigint' ? Number(shown.value) : shown.value;
  return redactText(formatValue(value));
}
