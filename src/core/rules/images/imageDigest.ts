import { child, scalar } from '../../yaml/access.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags images that are not pinned by their digest. */
export const imageDigest: ObjectRule = {
  id: 'image-digest',
  group: 'resources',
  summary: 'An image that is pinned by its digest never changes.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      const image = scalar(child(node, 'image'));
      if (image === undefined || image.text === '' || image.text.includes('@sha256:')) continue;
      yield {
        range: image.range,
        message:
          `"${image.text}" is a tag, and whoever owns the registry can move it. A digest ` +
          '(`name@sha256:…`) always means the same image.',
      };
    }
  },
};
