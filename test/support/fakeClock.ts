import type { Clock } from '../../src/core/ports.ts';

/** Time that passes only where somebody sleeps, and then at once. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#now += ms;
    await Promise.resolve();
    signal.throwIfAborted();
  }
}
