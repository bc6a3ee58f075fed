import * as z from 'zod';
import { findFields, parseFieldPath } from '../../kubernetes/fieldPath.ts';
import { KUBECONFIG_FIELDS, kubeconfigFacts } from '../../kubernetes/kubeconfigFacts.ts';
import { shownValue } from '../../kubernetes/redact.ts';
import { readFileValue } from '../fileValue.ts';
import type { CheckKind, CheckScope, Need } from '../kind.ts';
import { formatValue, holdsFor, type Matcher } from '../matchers.ts';
import { pathSchema } from '../pathSchema.ts';
import { fail, type Outcome, pass, unable } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import { describeTarget, judgedObjects, needOf, nothingThere, targetSchema } from '../target.ts';

const side = z.union([
  z.strictObject({ target: targetSchema, path: pathSchema }),
  z.strictObject({
    file: z.string().min(1),
    document: z.strictObject({ kind: z.string(), name: z.string().optional() }).optional(),
    path: pathSchema,
  }),
  z.strictObject({ kubeconfig: z.enum(KUBECONFIG_FIELDS) }),
  /** `v1.37`. */
  z.strictObject({ server: z.literal('version') }),
]);

type Side = z.infer<typeof side>;

const fields = z.strictObject({
  left: side,
  right: side,
  as: z.enum(['text', 'number', 'quantity', 'image', 'duration', 'time']).optional(),
  /** How the left one is to the right one. */
  expect: z.enum(['equal', 'different', 'more', 'less']).default('equal'),
});

const WORDS = {
  equal: 'the same as',
  different: 'other than',
  more: 'more than',
  less: 'less than',
};

export const compare: CheckKind<z.infer<typeof fields>> = {
  type: 'compare',
  summary: 'Two values agree, or differ: of objects, files, the kubeconfig or the server.',
  fields,
  needs: ({ fields: { left, right } }, scope) => [left, right].map((one) => needFor(one, scope)),
  evaluate({ fields: { as, expect, left, right } }, snapshot, scope) {
    const a = valueOf(left, snapshot, scope);
    if ('outcome' in a) return a.outcome;
    const b = valueOf(right, snapshot, scope);
    if ('outcome' in b) return b.outcome;
    const matcher = matcherFor(expect, b.value, as);
    const isEqual = a.value !== undefined && holdsFor(matcher, a.value);
    const isRight = expect === 'different' ? !isEqual && a.value !== undefined : isEqual;
    const [shownA, shownB] = [shown(left, a.value), shown(right, b.value)];
    const place = { object: describe(left), path: pathOf(left) };
    const expected = `${WORDS[expect]} ${pathOf(right)} of ${describe(right)}, which is ${shownB}`;
    return isRight
      ? pass({ ...place, value: `${shownA}; ${describe(right)} has ${shownB}` })
      : fail({ expected, found: shownA, ...place });
  },
};

function matcherFor(expect: string, value: unknown, as: Matcher['as']): Matcher {
  const how = as === undefined ? {} : { as };
  const plain = typeof value === 'string' || typeof value === 'number' ? value : String(value);
  if (expect === 'more') return { gt: plain, ...how };
  return expect === 'less' ? { lt: plain, ...how } : { equals: value, ...how };
}

function needFor(one: Side, scope: CheckScope): Need {
  if ('kubeconfig' in one) return { read: 'kubeconfig' };
  if ('server' in one) return { read: 'version' };
  return 'file' in one ? { read: 'file', file: one.file } : needOf(one.target, scope);
}

function valueOf(
  one: Side,
  snapshot: Snapshot,
  scope: CheckScope,
): { value: unknown } | { outcome: Outcome } {
  if ('kubeconfig' in one) {
    const text = snapshot.kubeconfig();
    if (!text.ok) return { outcome: unable(text.cause, text.remedy) };
    return {
      value: text.value === undefined ? undefined : kubeconfigFacts(text.value)?.[one.kubeconfig],
    };
  }
  if ('server' in one) {
    const version = snapshot.version();
    if (!version.ok) return { outcome: unable(version.cause, version.remedy) };
    return { value: `v${version.value.major}.${version.value.minor}` };
  }
  const path = parseFieldPath(one.path);
  if ('fault' in path) return { outcome: unable('bad-check', path.fault) };
  if ('file' in one) {
    const text = snapshot.file(one.file);
    if (!text.ok) return { outcome: unable(text.cause, text.remedy) };
    const read = readFileValue(text.value, path, one.document);
    const place = { expected: 'a value', object: one.file, path: one.path };
    return 'fault' in read ? { outcome: fail({ ...place, found: read.fault }) } : read;
  }
  const reading = judgedObjects(one.target, snapshot, scope);
  if (!reading.ok) return { outcome: unable(reading.cause, reading.remedy) };
  const [object] = reading.value;
  if (object === undefined) return { outcome: nothingThere(one.target) };
  return { value: findFields(object, path)[0]?.value };
}

function pathOf(one: Side): string {
  if ('kubeconfig' in one) return one.kubeconfig;
  return 'server' in one ? one.server : one.path;
}

function describe(one: Side): string {
  if ('kubeconfig' in one) return 'the kubeconfig';
  if ('server' in one) return 'the API server';
  return 'file' in one ? one.file : describeTarget(one.target);
}

function shown(one: Side, value: unknown): string {
  const kind = 'file' in one ? one.document?.kind : 'target' in one ? one.target.kind : undefined;
  return value === undefined
    ? 'nothing'
    : shownValue({ kind: kind ?? '' }, [pathOf(one)], formatValue(value));
}
