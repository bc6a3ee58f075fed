import * as z from 'zod';
import { parseFieldPath } from '../kubernetes/fieldPath.ts';

/** A path in the kubectl JSONPath dialect. */
export const pathSchema = z.string().superRefine((text, context) => {
  const parsed = parseFieldPath(text);
  if ('fault' in parsed) context.addIssue({ code: 'custom', message: parsed.fault });
});
