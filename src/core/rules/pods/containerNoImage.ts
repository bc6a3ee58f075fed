import { imageFault } from '../../kubernetes/imageFault.ts';
import { findPair, scalar } from '../../yaml/access.ts';
import { appendPair, replaceScalar } from '../../yaml/edits.ts';
import type { OffsetRange, YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { containerPlace } from '../places.ts';
import { type Container, POD_KINDS } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** What the fix puts in; whoever applies it writes the image they want over it. */
const SOME_IMAGE = 'nginx:1.29';

/** Flags containers without an image, and images whose name no runtime can read. */
export const containerNoImage: ObjectRule = {
  id: 'container-no-image',
  group: 'pods',
  summary: 'Every container needs an image with a name that container runtimes can read.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      const pair = findPair(container.node, 'image');
      const image = scalar(pair?.value);
      if (pair === undefined) {
        // A container that has not even got a name is still being written.
        if (container.nameNode !== undefined) yield missing(document, container);
      } else if (image?.text === '') yield empty(document, container, image);
      else if (image !== undefined) yield* unreadable(document, container, image);
    }
  },
};

function missing(document: KubernetesDocument, container: Container): Finding {
  const edit = appendPair(document.text, container.node, 'image', SOME_IMAGE);
  return {
    range: containerPlace(container),
    message:
      `Container ${container.label} has no image, so there is nothing to run. Kubernetes ` +
      'refuses it.',
    fixes: [fix(document, `Add image: ${SOME_IMAGE} (put in the one you want)`, [edit])],
  };
}

function empty(document: KubernetesDocument, container: Container, image: YamlScalar): Finding {
  const edit = replaceScalar(image, SOME_IMAGE);
  return {
    range: image.range,
    message: `The image of container ${container.label} is empty. Kubernetes refuses it.`,
    fixes: [fix(document, `Use ${SOME_IMAGE} (put in the one you want)`, [edit])],
  };
}

function* unreadable(
  document: KubernetesDocument,
  container: Container,
  image: YamlScalar,
): Generator<Finding> {
  const fault = imageFault(image.text);
  if (fault === undefined) return;
  const { reason, meant } = fault;
  yield {
    range: partOf(image, fault.range),
    message:
      `The image "${image.text}" of container ${container.label} ${reason}. Its Pod would wait ` +
      'with InvalidImageName and never start.',
    fixes:
      meant === undefined
        ? []
        : [fix(document, `Use ${meant}`, [replaceScalar(image, meant)], { isPreferred: true })],
  };
}

/** Offsets into the text are offsets into the file where nothing is escaped. */
function partOf({ range, text }: YamlScalar, [start, end]: OffsetRange): OffsetRange {
  if (range[1] - range[0] !== text.length) return range;
  return [range[0] + start, range[0] + end];
}
