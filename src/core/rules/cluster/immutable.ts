import type { ApplyCause } from '../../ports.ts';

/** True for what the server says about fields that cannot be changed once an object exists. */
export function isImmutable({ message }: Pick<ApplyCause, 'message'>): boolean {
  return /field is immutable|immutable after creation|updates to .* are forbidden|may not (?:be changed|change once set)|is immutable|pod updates may not change fields|cannot change roleRef/i.test(
    message,
  );
}
