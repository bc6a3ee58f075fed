import { child, findPair } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import type { PodTemplate } from '../podTemplates.ts';
import type { ClusterRule, Finding } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { containerField, podField } from './places.ts';
import { listAt, textIn, valueAt } from './values.ts';

/** What a container waits for, and the field that is behind it. */
const WAITING: Readonly<Record<string, { readonly path: string[]; readonly why: string }>> = {
  ErrImagePull: { path: ['image'], why: 'cannot get its image' },
  ImagePullBackOff: { path: ['image'], why: 'cannot get its image' },
  InvalidImageName: { path: ['image'], why: 'has an image that is no name of one' },
  CrashLoopBackOff: { path: ['command'], why: 'ends again and again after its start' },
  CreateContainerConfigError: { path: ['env'], why: 'needs something that is not there' },
  CreateContainerError: { path: ['command'], why: 'cannot be made' },
  RunContainerError: { path: ['command'], why: 'cannot be started' },
};

/** Brings what is wrong with running Pods back to the fields that it comes from. */
export const runtimeHints: ClusterRule = {
  id: 'runtime-hints',
  group: 'cluster',
  summary: 'What Pods in the cluster suffer from, at the field that it comes from.',
  severity: INFORMATION,
  isFixable: false,
  *checkCluster({ document, facts, set }) {
    const template = set.podOf(document);
    const seen = new Set<string>();
    for (const pod of facts.pods ?? []) {
      if (template === undefined) break;
      for (const finding of podFindings(template, pod)) {
        // Several Pods of one template suffer from the same.
        const key = `${finding.range[0]} ${finding.message}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield finding;
      }
    }
    if (document.kind !== 'Service' || facts.endpointSlices === undefined) return;
    const selector = findPair(child(document.root, 'spec'), 'selector');
    const ready = facts.endpointSlices.flatMap((slice) =>
      listAt(slice, 'endpoints').filter((one) => valueAt(one, 'conditions.ready') !== false),
    );
    if (selector === undefined || facts.live === undefined || ready.length > 0) return;
    const pods = facts.pods?.length ?? 0;
    yield {
      range: selector.key.range,
      message:
        `${describe(document)} sends to nobody in the cluster "${facts.context}": ` +
        (pods === 0
          ? 'no Pod has these labels.'
          : `of ${pods} Pods with these labels none is ready.`),
    };
  },
};

function* podFindings(template: PodTemplate, pod: unknown): Generator<Finding> {
  const name = textIn(pod, 'metadata.name') ?? 'a Pod';
  for (const condition of listAt(pod, 'status.conditions')) {
    const isWaiting =
      textIn(condition, 'type') === 'PodScheduled' && textIn(condition, 'status') === 'False';
    if (!isWaiting) continue;
    const said = textIn(condition, 'message') ?? textIn(condition, 'reason') ?? '';
    yield {
      range: podField(template, /selector|affinity/.test(said) ? 'nodeSelector' : 'containers'),
      message: `No node takes the Pod. The scheduler says: "${said}".`,
    };
  }
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((field) =>
    listAt(pod, `status.${field}`),
  );
  for (const status of statuses) {
    const container = template.containers.find(
      ({ nameNode }) => nameNode?.text === textIn(status, 'name'),
    );
    if (container === undefined) continue;
    const reason = textIn(status, 'state.waiting.reason') ?? '';
    const known = WAITING[reason];
    const lastReason = textIn(status, 'lastState.terminated.reason');
    if (lastReason === 'OOMKilled') {
      yield {
        range: containerField(container, ['resources', 'limits', 'memory']),
        message:
          `Container ${container.label} of ${name} used more memory than its limit and was killed: ` +
          'OOMKilled.',
      };
    } else if (known !== undefined) {
      const said = textIn(status, 'state.waiting.message');
      yield {
        range: containerField(container, known.path),
        message:
          `Container ${container.label} ${known.why}: ${reason}` +
          `${said === undefined ? '' : `, "${said}"`}${restarts(status)}.`,
      };
    } else if (
      valueAt(status, 'state.running') !== undefined &&
      valueAt(status, 'ready') === false
    ) {
      yield {
        range: containerField(container, ['readinessProbe']),
        message:
          `Container ${container.label} runs and is not ready: its readinessProbe has not passed yet, ` +
          'and Services leave it out.',
      };
    }
  }
}

function restarts(status: unknown): string {
  const count = valueAt(status, 'restartCount');
  return typeof count === 'number' && count > 0 ? `, restarted ${count} times` : '';
}
