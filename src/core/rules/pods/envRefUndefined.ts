import { child, items, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** `$(NAME)`, and `$$(NAME)` which stands for itself. */
const REFERENCE = /\$(\$*)\(([A-Za-z_][\w.-]*)\)/g;

/** Tells of `$(NAME)` where no such variable is defined before. */
export const envRefUndefined: ObjectRule = {
  id: 'env-ref-undefined',
  group: 'pods',
  summary: 'A $(NAME) in args or env must be a variable that is defined before it.',
  severity: INFORMATION,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      // What a ConfigMap or Secret brings in cannot be known.
      if (items(child(node, 'envFrom')).length > 0) continue;
      const defined: string[] = [];
      for (const variable of items(child(node, 'env'))) {
        const value = scalar(child(variable, 'value'));
        if (value !== undefined) yield* judge(document, value, defined);
        const name = scalar(child(variable, 'name'))?.text;
        if (name !== undefined) defined.push(name);
      }
      for (const word of [...items(child(node, 'command')), ...items(child(node, 'args'))]) {
        const text = scalar(word);
        if (text !== undefined) yield* judge(document, text, defined);
      }
    }
  },
};

function* judge(
  document: KubernetesDocument,
  { text, range, style }: YamlScalar,
  defined: readonly string[],
): Generator<Finding> {
  // In a block the shell may read it; in quotes escapes could move the place.
  if (style === 'literal' || style === 'folded' || text.length !== range[1] - range[0]) return;
  for (const match of text.matchAll(REFERENCE)) {
    const [whole, dollars = '', name = ''] = match;
    if (dollars.length % 2 === 1 || defined.includes(name) || isService(name)) continue;
    const start = range[0] + match.index + dollars.length;
    const near = nearest(name, defined);
    const place = [start, start + whole.length - dollars.length] as const;
    yield {
      range: place,
      message:
        `No variable "${name}" is defined before this: Kubernetes leaves the text as it is. A shell's ` +
        'command substitution looks the same; in Kubernetes it is the value of a variable.',
      fixes:
        near === undefined
          ? []
          : [
              fix(document, `Use $(${near})`, [{ range: place, newText: `$(${near})` }], {
                isPreferred: true,
              }),
            ],
    };
  }
}

/** Kubernetes sets these for the Services of the namespace. */
function isService(name: string): boolean {
  return /_SERVICE_(?:HOST|PORT)|_PORT(?:_|$)/.test(name);
}
