import { child, items, scalar, textAt } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags an environment variable that a container sets twice. */
export const envDuplicate: ObjectRule = {
  id: 'env-duplicate',
  group: 'pods',
  summary: 'A container sets each environment variable once.',
  severity: WARNING,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      const seen = new Map<string, YamlScalar>();
      for (const variable of items(child(node, 'env'))) {
        const name = scalar(child(variable, 'name'));
        if (name === undefined || name.text === '') continue;
        const first = seen.get(name.text);
        if (first === undefined) {
          seen.set(name.text, name);
          continue;
        }
        // `PATH: $(PATH):/more` builds on the one before.
        if (textAt(variable, 'value')?.includes(`$(${name.text})`) === true) continue;
        yield {
          range: name.range,
          message:
            `This container sets ${name.text} twice, and the last one wins. The server warns: ` +
            `"hides previous definition of "${name.text}", which may be dropped when using apply".`,
          related: [related(document, first.range, `The first ${name.text}`)],
        };
      }
    }
  },
};
