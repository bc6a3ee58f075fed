import { child, findPair } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { POD_KINDS } from '../podTemplates.ts';

/** From the recommended labels of the Kubernetes documentation: those that every workload can say. */
const WANTED = ['app.kubernetes.io/name', 'app.kubernetes.io/instance'];

/** Flags workloads without the labels that tools know. */
export const requiredLabels: ObjectRule = {
  id: 'required-labels',
  group: 'resources',
  summary: 'A workload should carry the recommended labels app.kubernetes.io/name and instance.',
  severity: OPT_IN,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document }) {
    const metadata = child(document.root, 'metadata');
    const labels = findPair(metadata, 'labels');
    const missing = WANTED.filter(
      (name) => findPair(child(metadata, 'labels'), name) === undefined,
    );
    if (missing.length === 0 || metadata?.kind !== 'mapping' || document.name === undefined) return;
    const values = Object.fromEntries(missing.map((name) => [name, document.name ?? '']));
    yield {
      range: (labels?.key ?? document.nameNode ?? document.kindNode).range,
      message: `These labels are missing, by which tools know what belongs together: ${missing.join(', ')}.`,
      // Into labels that are there they would have to go one by one.
      fixes:
        labels === undefined
          ? offer(
              document,
              'Add the recommended labels',
              setField(document.text, metadata, ['labels'], values),
            )
          : [],
    };
  },
};
