import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { looksSecret, variablesOf } from './secretEnv.ts';

/** Flags secrets that are written into a manifest. */
export const secretInEnvPlain: ObjectRule = {
  id: 'secret-in-env-plain',
  group: 'security',
  summary: 'A password or key belongs into a Secret, not into the manifest of a Pod.',
  severity: WARNING,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      for (const { name, value } of variablesOf(container)) {
        if (value === undefined || !looksSecret(name.text, value.text)) continue;
        yield {
          range: value.range,
          message:
            `"${name.text}" looks like a secret, and whoever may read this file or the Pod can read it. A ` +
            'Secret keeps it apart: `valueFrom.secretKeyRef`.',
        };
      }
    }
  },
};
