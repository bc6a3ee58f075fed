import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { hostPathsOf, RUNTIME_SOCKET } from './hostPaths.ts';

/** Flags containers that may give orders to the container runtime of their node. */
export const dockerSock: ObjectRule = {
  id: 'docker-sock',
  group: 'security',
  summary: 'The socket of the container runtime makes a container root on its node.',
  severity: WARNING,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { path } of hostPathsOf(template)) {
      if (path === undefined || !RUNTIME_SOCKET.test(path.text)) continue;
      yield {
        range: path.range,
        message:
          'Through this socket a container starts others with any rights: whoever breaks into it is root ' +
          'on the node. Tools that build images without it exist.',
      };
    }
  },
};
