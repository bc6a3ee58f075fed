import { createHash } from 'node:crypto';
import { repoFolder } from '../bootstrap/folders.mjs';
import { withLock } from '../bootstrap/lock.mjs';

/** Runs `work` alone among all processes that build in this clone's `dist`. */
export function withDistLock<T>(work: () => Promise<T>): Promise<T> {
  const clone = createHash('sha256').update(repoFolder).digest('hex').slice(0, 12);
  return withLock(`dist-${clone}`, work);
}
