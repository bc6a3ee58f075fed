import { parseQuantity } from '../../kubernetes/quantity.ts';
import { child, pairs, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags containers that ask for more than they may have: the API server refuses them. */
export const requestOverLimit: ObjectRule = {
  id: 'request-over-limit',
  group: 'resources',
  summary: 'A container cannot request more than its limit.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    const owners = [
      { what: 'The Pod', node: template.spec },
      ...template.containers.map(({ label, node }) => ({ what: `Container ${label}`, node })),
    ];
    const seen = new Set<YamlNode>();
    for (const { what, node } of owners) {
      for (const { resource, request, limit } of excesses(child(node, 'resources'))) {
        if (seen.has(request)) continue;
        seen.add(request);
        yield {
          range: request.range,
          message:
            `${what} requests ${request.text} of ${resource}, but may have at most ` +
            `${limit.text}: the API server refuses it, because a request must be less than or ` +
            'equal to its limit.',
          related: [related(document, limit.range, 'The limit')],
          fixes: [
            fix(
              document,
              `Raise the limit to ${request.text}`,
              [replaceScalar(limit, request.text)],
              {
                isPreferred: true,
              },
            ),
            fix(document, `Lower the request to ${limit.text}`, [
              replaceScalar(request, limit.text),
            ]),
          ],
        };
      }
    }
  },
};

interface Excess {
  readonly resource: string;
  readonly request: YamlScalar;
  readonly limit: YamlScalar;
}

function excesses(resources: YamlNode | undefined): Excess[] {
  const limits = child(resources, 'limits');
  return pairs(child(resources, 'requests')).flatMap(({ name, value }) => {
    const request = scalar(value);
    const limit = scalar(child(limits, name));
    const asked = parseQuantity(request?.text ?? '');
    const most = parseQuantity(limit?.text ?? '');
    if (request === undefined || limit === undefined) return [];
    if (asked === undefined || most === undefined || asked <= most) return [];
    return [{ resource: name, request, limit }];
  });
}
