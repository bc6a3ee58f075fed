import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { hostPathsOf, RUNTIME_SOCKET } from './hostPaths.ts';

/** Folders with which whoever can write there, or read there, owns the node. */
const SENSITIVE =
  /^\/(?:$|(?:boot|dev|etc|lib|lib64|proc|root|sbin|bin|sys|usr|home)(?:\/|$)|var\/?$|var\/(?:lib|run)(?:\/|$)|run\/?$)/;

/** Flags folders of the node that hold its secrets or its programs. */
export const hostPathSensitive: ObjectRule = {
  id: 'host-path-sensitive',
  group: 'security',
  summary: 'Some folders of a node (/, /etc, /proc, /var/lib ...) hold the keys to all of it.',
  severity: WARNING,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { path } of hostPathsOf(template)) {
      if (path === undefined || !SENSITIVE.test(path.text)) continue;
      // Sockets of a runtime have a rule of their own.
      if (RUNTIME_SOCKET.test(path.text)) continue;
      yield {
        range: path.range,
        message:
          `\`${path.text}\` of the node holds its programs, keys or processes: whoever breaks into ` +
          'the container can take the node, and from there the cluster.',
      };
    }
  },
};
