import { nodesOf } from '../../yaml/walk.ts';
import type { FileRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { objectTrees } from './objectTrees.ts';

/** Longest key that YAML readers must take without a `?` before it. */
const MAX_KEY_CHARS = 1024;

const LONG_LINE = new RegExp(`^.{${MAX_KEY_CHARS + 1}}`, 'm');

/** Flags keys that are too long for kubectl: mostly a colon was forgotten. */
export const yamlLongKey: FileRule = {
  id: 'yaml-long-key',
  group: 'text',
  summary: 'A key must be at most 1024 characters long.',
  severity: ERROR,
  isFixable: false,
  *checkFile(file) {
    // A key ends on the line on which it starts.
    if (!LONG_LINE.test(file.text)) return;
    for (const { root } of objectTrees(file)) {
      for (const node of nodesOf(root)) {
        if (node.kind !== 'mapping') continue;
        for (const { key, name } of node.pairs) {
          if (key.range[1] - key.range[0] <= MAX_KEY_CHARS) continue;
          // A key behind `?` may be as long as it likes.
          if (/\?\s+$/.test(file.text.slice(0, key.range[0]))) continue;
          const firstWord = /^\S*/.exec(name)?.[0].slice(0, 40) ?? '';
          yield {
            range: key.range,
            message:
              `This key has ${name.length} characters, and kubectl looks no further than ` +
              `${MAX_KEY_CHARS} for its colon. Most likely a colon is missing behind ` +
              `"${firstWord}".`,
          };
        }
      }
    }
  },
};
