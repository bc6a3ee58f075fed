import { podReferences } from '../podReferences.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags Secrets that become environment variables. */
export const secretAsEnv: ObjectRule = {
  id: 'secret-as-env',
  group: 'security',
  summary: 'A Secret is better read from a file than from the environment.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    for (const { kind, use, name } of template === undefined ? [] : podReferences(template)) {
      if (kind !== 'Secret' || use !== 'env') continue;
      yield {
        range: name.range,
        message:
          'Environment variables end up in logs, crash reports and child processes, and do not change ' +
          'while the container runs. A file of a mounted Secret does neither.',
      };
    }
  },
};
