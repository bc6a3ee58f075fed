import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Longest name of a container (a DNS label). */
const MAX_NAME = 63;

/** Flags a container with the name of another one of its Pod, init containers included. */
export const containerNameDuplicate: ObjectRule = {
  id: 'container-name-duplicate',
  group: 'pods',
  summary: 'Containers of one Pod need different names, init containers included.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const names = (set.podOf(document)?.containers ?? []).flatMap(({ nameNode }) => nameNode ?? []);
    const taken = new Set(names.map(({ text }) => text));
    const seen = new Map<string, YamlScalar>();
    for (const name of names.toSorted((a, b) => a.range[0] - b.range[0])) {
      const first = seen.get(name.text);
      if (first === undefined) {
        seen.set(name.text, name);
        continue;
      }
      const free = freeName(name.text, taken);
      taken.add(free);
      yield {
        range: name.range,
        message:
          `Another container of this Pod is called "${name.text}" already. Kubernetes refuses ` +
          'the Pod: logs, exec and status find a container by its name alone.',
        related: [related(document, first.range, 'The first container with this name')],
        fixes: [
          fix(document, `Rename it to ${free}`, [replaceScalar(name, free)], { isPreferred: true }),
        ],
      };
    }
  },
};

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    const candidate = name.slice(0, MAX_NAME - suffix.length) + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}
