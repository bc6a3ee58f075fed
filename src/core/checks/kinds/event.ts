import * as z from 'zod';
import type { KubeObject } from '../../kubernetes/objects.ts';
import { redactText } from '../../kubernetes/redact.ts';
import { matchesPattern } from '../../patterns.ts';
import { countHolds, countSchema, describeCount } from '../count.ts';
import type { CheckKind } from '../kind.ts';
import { patternSchema } from '../patternSchema.ts';
import { fail, pass, unable } from '../result.ts';

const fields = z.strictObject({
  reason: z.string().min(1).optional(),
  messageMatches: patternSchema.optional(),
  type: z.enum(['Normal', 'Warning']).optional(),
  /** The object that it is about; its name may be the beginning of one, as of Pods. */
  involved: z
    .strictObject({ kind: z.string().min(1), name: z.string().min(1).optional() })
    .optional(),
  count: countSchema.default('>=1'),
});

type Fields = z.infer<typeof fields>;

const EVENT = { apiVersion: 'v1', kind: 'Event' } as const;

interface Event extends KubeObject {
  readonly reason?: string;
  readonly message?: string;
  readonly type?: string;
  readonly count?: number;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
}

export const event: CheckKind<Fields> = {
  type: 'event',
  summary: 'The cluster has told of something in the namespace, or has not (`count: 0`).',
  fields,
  needs: (_check, scope) => [{ read: 'list', kind: EVENT, namespace: scope.namespace }],
  evaluate({ fields: asked }, snapshot, scope) {
    const reading = snapshot.list(EVENT, scope.namespace);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const found = (reading.value as readonly Event[]).filter((one) => fits(one, asked));
    // One Event stands for as many as its count says.
    const total = found.reduce((sum, { count = 1 }) => sum + Math.max(count, 1), 0);
    const object = describe(asked);
    const shown = found
      .slice(-3)
      .map(({ message = '' }) => redactText(message))
      .join('; ');
    if (countHolds(asked.count, total)) return pass({ object, value: shown || `${total} events` });
    const expected = describeCount(asked.count);
    return fail({ expected, found: shown === '' ? String(total) : `${total}: ${shown}`, object });
  },
};

function fits(one: Event, { involved, messageMatches, reason, type }: Fields): boolean {
  const about = one.involvedObject ?? {};
  return (
    (reason === undefined || one.reason === reason) &&
    (type === undefined || one.type === type) &&
    (messageMatches === undefined || matchesPattern(messageMatches, one.message ?? '')) &&
    (involved === undefined || about.kind === involved.kind) &&
    (involved?.name === undefined ||
      about.name === involved.name ||
      about.name?.startsWith(`${involved.name}-`) === true)
  );
}

function describe({ involved, reason, type }: Fields): string {
  const about =
    involved === undefined
      ? ''
      : ` of ${involved.kind}${involved.name === undefined ? '' : `/${involved.name}`}`;
  return `events ${reason ?? type ?? ''}${about}`.replaceAll(/ +/g, ' ').trim();
}
