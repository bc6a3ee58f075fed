import * as z from 'zod';
import validRange from 'semver/ranges/valid.js';
import coerce from 'semver/functions/coerce.js';
import satisfies from 'semver/functions/satisfies.js';
import type { CheckKind } from '../kind.ts';
import { fail, pass, unable } from '../result.ts';

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

export const tool: CheckKind<z.infer<typeof fields>> = {
  type: 'tool',
  summary: 'A program is on the PATH, in a version of this range.',
  fields,
  needs: ({ fields: { name, maxSkew } }) => [
    { read: 'tool', name },
    ...(maxSkew === undefined ? [] : [{ read: 'version' } as const]),
  ],
  evaluate({ fields: { name, maxSkew, version: range } }, snapshot) {
    const reading = snapshot.tool(name);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const expected = range === undefined ? 'on the PATH' : `version ${range}`;
    if (reading.value === undefined) {
      return fail({ expected, found: 'not on the PATH', object: name });
    }
    const { version } = reading.value;
    const evidence = pass({ object: name, value: version || 'is there' });
    if (range === undefined && maxSkew === undefined) return evidence;
    const own = coerce(version);
    if (own === null) {
      return unable('bad-check', `${name} does not say which version it is: "${version}".`);
    }
    if (range !== undefined && !satisfies(own, range)) {
      return fail({ expected, found: version, object: name });
    }
    if (maxSkew === undefined) return evidence;
    const server = snapshot.version();
    if (!server.ok) return unable(server.cause, server.remedy);
    const { major, minor, text } = server.value;
    if (own.major === major && Math.abs(own.minor - minor) <= maxSkew) return evidence;
    const near = `at most ${maxSkew} minor ${maxSkew === 1 ? 'version' : 'versions'} from ${text}`;
    return fail({ expected: near, found: version, object: name });
  },
};
