import { type RealNode, startRealNode } from './realNode.ts';

let shared: Promise<RealNode> | undefined;

/** One node for all tests of a run; tests keep apart by namespaces. */
export function sharedNode(): Promise<RealNode> {
  shared ??= startRealNode();
  return shared;
}

/** For the root hook. */
export async function stopSharedNode(): Promise<void> {
  await (await shared?.catch(() => undefined))?.stop();
  shared = undefined;
}
