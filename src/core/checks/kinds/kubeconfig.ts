import * as z from 'zod';
import { KUBECONFIG_FIELDS, kubeconfigFacts } from '../../kubernetes/kubeconfigFacts.ts';
import { redactText } from '../../kubernetes/redact.ts';
import type { CheckKind } from '../kind.ts';
import {
  asksOneThing,
  ASK_ONE_THING,
  describeMatcher,
  formatValue,
  holdsFor,
  matcherFields,
} from '../matchers.ts';
import { pass, unable, written } from '../result.ts';

const fields = z
  .strictObject({ field: z.enum(KUBECONFIG_FIELDS), ...matcherFields })
  .refine(asksOneThing, ASK_ONE_THING);

export const kubeconfig: CheckKind<z.infer<typeof fields>> = {
  type: 'kubeconfig',
  summary: 'The kubeconfig of the lab’s terminal has this context, server, namespace or user.',
  fields,
  needs: () => [{ read: 'kubeconfig' }],
  evaluate({ fields: { field, ...matcher } }, snapshot) {
    const reading = snapshot.kubeconfig();
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    if (reading.value === undefined) {
      return unable('not-yet-due', 'The lab has no terminal yet. Open it, then check again.');
    }
    const facts = kubeconfigFacts(reading.value);
    const object = 'the kubeconfig of the terminal';
    const expected = describeMatcher(matcher);
    if (facts === undefined) return written({ expected, found: 'cannot be read', object });
    const value = facts[field];
    const found = redactText(formatValue(value));
    const place = { object, path: field };
    return holdsFor(matcher, value)
      ? pass({ ...place, value: found })
      : written({ expected, found, ...place });
  },
};
