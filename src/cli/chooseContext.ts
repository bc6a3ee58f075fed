import { LabError } from '../core/errors.ts';
import type { KubeContext } from '../core/ports.ts';
import type { LabArguments } from './arguments.ts';
import type { CliContext } from './context.ts';

/**
 * The context that was named, else the practice cluster while it runs, else the current one.
 * @throws LabError `no-context`
 */
export async function chooseContext(
  { context: name, kubeconfig }: LabArguments,
  { clusters }: CliContext,
): Promise<KubeContext> {
  const contexts = await clusters.contexts();
  const found =
    name === undefined
      ? kubeconfig === undefined
        ? (contexts.find(({ isPractice }) => isPractice) ??
          contexts.find(({ isCurrent }) => isCurrent))
        : contexts.find(({ isCurrent }) => isCurrent)
      : contexts.find((each) => each.name === name);
  if (found !== undefined) return found;
  if (name === undefined) {
    throw new LabError('no-context', 'There is no cluster to use.', {
      next: 'Start the practice cluster with "k8s-labs cluster start", or name a context with --context.',
    });
  }
  const names = contexts.map((each) => each.name).join(', ') || 'none';
  throw new LabError('no-context', `There is no context "${name}". There is: ${names}.`);
}
