import * as z from 'zod';
import { patternFault } from '../patterns.ts';

/** A pattern that can be matched in a time that does not depend on who wrote it. */
export const patternSchema = z.string().superRefine((value, context) => {
  const message = patternFault(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
