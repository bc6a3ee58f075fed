import { applyManifest, isReady, podOf } from '../../support/manifests.ts';
import { newNamespace, until } from '../../support/practiceCluster.ts';
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

/** The node, and a namespace on it with the objects of one suite. */
export interface NodeNamespace {
  readonly node: RealNode;
  readonly namespace: string;
}

/**
 * Makes a namespace for the tests of one suite.
 * @param manifest the objects in it
 * @param ready Pods that are waited for
 */
export function useNode(manifest: string, ready: readonly string[]): NodeNamespace {
  const place: { node?: RealNode; namespace?: string } = {};
  before(async () => {
    const node = await sharedNode();
    const namespace = await newNamespace(node.admin);
    await applyManifest(node.admin, namespace, manifest);
    for (const name of ready) {
      await until(`${name} to be ready`, async () =>
        isReady(await podOf(node.admin, namespace, name)),
      );
    }
    Object.assign(place, { node, namespace });
  });
  return place as NodeNamespace;
}
