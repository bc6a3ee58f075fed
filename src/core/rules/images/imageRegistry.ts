import { child, scalar } from '../../yaml/access.ts';
import { fix } from '../fixes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Registries that have been given up, and those that took their place. */
const MOVED: Readonly<Record<string, string>> = {
  // Frozen in April 2023; see the announcement of the Kubernetes project.
  'k8s.gcr.io': 'registry.k8s.io',
  'gcr.io/google_containers': 'registry.k8s.io',
};

/** Flags images of registries that get no new ones any more. */
export const imageRegistry: ObjectRule = {
  id: 'image-registry',
  group: 'resources',
  summary: 'Images should come from registries that are kept up.',
  severity: OPT_IN,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      const image = scalar(child(node, 'image'));
      const old = Object.keys(MOVED).find((one) => image?.text.startsWith(`${one}/`) === true);
      if (image === undefined || old === undefined) continue;
      const range = [image.range[0], image.range[0] + old.length] as const;
      const next = MOVED[old] ?? '';
      yield {
        range,
        message: `The registry ${old} gets no new images any more: they are in ${next} now.`,
        fixes: [
          fix(document, `Use ${next}`, [{ range, newText: next }], {
            isPreferred: true,
            isMechanical: true,
          }),
        ],
      };
    }
  },
};
