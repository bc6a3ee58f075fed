import * as z from 'zod';
import validRange from 'semver/ranges/valid.js';
import coerce from 'semver/functions/coerce.js';
import satisfies from 'semver/functions/satisfies.js';
import type { CheckKind } from '../kind.ts';
import { fail, type Outcome, pass, unable } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';

const fields = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'the name of a program'),
  /** A range such as `>=1.29`. */
  version: z
    .string()
    .refine((range) => validRange(range) !== null, 'a range such as ">=1.29"')
    .optional(),
  /** How many minor versions the program may be away from the server, as kubectl may be one. */
  maxSkew: z.number().int().nonnegative().optional(),
});

type Fields = z.infer<typeof fields>;

export const tool: CheckKind<Fields> = {
  type: 'tool',
  summary: 'A program is on the PATH, in a version of this range.',
  fields,
  needs: ({ fields: { name, maxSkew } }) => [
    { read: 'tool', name },
    ...(maxSkew === undefined ? [] : [{ read: 'version' } as const]),
  ],
  evaluate({ fields: asked }, snapshot) {
    const { name, version: range } = asked;
    const reading = snapshot.tool(name);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const expected = range === undefined ? 'on the PATH' : `version ${range}`;
    if (reading.value === undefined) {
      return fail({ expected, found: 'not on the PATH', object: name });
    }
    const { version } = reading.value;
    if (range !== undefined) {
      const plain = coerce(version);
      if (plain === null) {
        return unable('bad-check', `${name} does not say which version it is: "${version}".`);
      }
      if (!satisfies(plain, range)) return fail({ expected, found: version, object: name });
    }
    return skewOf(asked, version, snapshot) ?? pass({ object: name, value: version || 'is there' });
  },
};

/** What is wrong with the distance to the server; undefined when nothing is or nobody asks. */
function skewOf(
  { name, maxSkew }: Fields,
  version: string,
  snapshot: Snapshot,
): Outcome | undefined {
  if (maxSkew === undefined) return undefined;
  const server = snapshot.version();
  if (!server.ok) return unable(server.cause, server.remedy);
  const own = coerce(version);
  if (own === null) {
    return unable('bad-check', `${name} does not say which version it is: "${version}".`);
  }
  const { major, minor, text } = server.value;
  if (own.major === major && Math.abs(own.minor - minor) <= maxSkew) return undefined;
  const expected = `at most ${maxSkew} minor ${maxSkew === 1 ? 'version' : 'versions'} from ${text}`;
  return fail({ expected, found: version, object: name });
}
