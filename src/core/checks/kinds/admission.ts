import * as z from 'zod';
import type { KubeObject } from '../../kubernetes/objects.ts';
import { redactText } from '../../kubernetes/redact.ts';
import { matchesPattern } from '../../patterns.ts';
import { child, scalar, toValue } from '../../yaml/access.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { isMeant } from '../fileValue.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import { patternSchema } from '../patternSchema.ts';
import { fail, missing, type Outcome, pass, unable, written } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';

const fields = z.strictObject({
  file: z.string().min(1),
  document: z.strictObject({ kind: z.string(), name: z.string().optional() }).optional(),
  expect: z.enum(['accepted', 'refused']).default('accepted'),
  /** What the server has to say when it refuses. */
  messageMatches: patternSchema.optional(),
});

type Fields = z.infer<typeof fields>;

export const admission: CheckKind<Fields> = {
  type: 'admission',
  summary: 'The cluster would take a file of the learner, or refuse it: asked by a dry run.',
  fields,
  needs: ({ fields: { file } }) => [{ read: 'file', file }],
  moreNeeds(check, snapshot, scope) {
    const found = objectsIn(check, snapshot, scope);
    return 'outcome' in found ? [] : found.objects.map((object) => ({ read: 'apply', object }));
  },
  evaluate(check, snapshot, scope) {
    const found = objectsIn(check, snapshot, scope);
    if ('outcome' in found) return found.outcome;
    const { expect, file, messageMatches } = check.fields;
    const said: string[] = [];
    for (const object of found.objects) {
      const reading = snapshot.tryApply(object);
      // A kind that the cluster does not serve is refused like anything else that is wrong.
      if (!reading.ok && reading.cause === 'not-installed') {
        said.push(`no matches for kind "${object.kind}" in version "${object.apiVersion}"`);
        continue;
      }
      if (!reading.ok) return unable(reading.cause, reading.remedy);
      if (!reading.value.isTaken) said.push(redactText(reading.value.message));
    }
    const words = said.join(' ');
    if (expect === 'accepted') {
      return said.length === 0
        ? pass({ object: file, value: 'would be accepted' })
        : written({ expected: 'to be accepted', found: words, object: file });
    }
    const isRight =
      said.length > 0 && (messageMatches === undefined || matchesPattern(messageMatches, words));
    if (isRight) return pass({ object: file, value: words });
    return fail({
      expected: messageMatches === undefined ? 'to be refused' : `to be refused: ${messageMatches}`,
      found: said.length === 0 ? 'would be accepted' : words,
      object: file,
    });
  },
};

/** The objects of the file that are meant, in the namespace of the lab where they name none. */
function objectsIn(
  { fields: { document, file } }: CheckOf<Fields>,
  snapshot: Snapshot,
  scope: CheckScope,
): { objects: KubeObject[] } | { outcome: Outcome } {
  const text = snapshot.file(file);
  if (!text.ok) return { outcome: unable(text.cause, text.remedy) };
  const place = { expected: 'a manifest', object: file };
  if (text.value === undefined) {
    return { outcome: missing({ ...place, found: 'the file is not there' }) };
  }
  const documents = parseYaml(text.value);
  const broken = documents.flatMap(({ problems }) => problems)[0];
  if (broken !== undefined) {
    return { outcome: written({ ...place, found: `cannot be read: ${broken.message}` }) };
  }
  const objects = documents
    .filter((each) => document === undefined || isMeant(each, document))
    .flatMap(({ root }) => {
      const metadata = child(root, 'metadata');
      const isObject =
        scalar(child(root, 'apiVersion')) !== undefined &&
        scalar(child(root, 'kind')) !== undefined &&
        scalar(child(metadata, 'name')) !== undefined;
      if (!isObject) return [];
      const value = toValue(root) as KubeObject;
      const namespace = value.metadata.namespace ?? scope.namespace;
      return [{ ...value, metadata: { ...value.metadata, namespace } }];
    });
  if (objects.length > 0) return { objects };
  const found = document === undefined ? 'no object in it' : `no ${document.kind} in it`;
  return { outcome: written({ ...place, found }) };
}
