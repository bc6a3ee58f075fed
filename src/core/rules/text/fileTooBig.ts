import type { FileRule } from '../rule.ts';
import { BIG_FILE_CHARS, HUGE_FILE_CHARS } from '../sourceFile.ts';
import { INFORMATION } from '../severities.ts';

/** Says that a file is not looked at, or hardly, because of its size. */
export const fileTooBig: FileRule = {
  id: 'file-too-big',
  group: 'text',
  summary: 'A file above 1 MB is only checked for its first syntax fault, above 5 MB not at all.',
  severity: INFORMATION,
  isFixable: false,
  *checkFile({ size, text }) {
    if (size === 'normal') return;
    const firstLine = text.indexOf('\n');
    const megabytes = (size === 'big' ? BIG_FILE_CHARS : HUGE_FILE_CHARS) / 1024 / 1024;
    yield {
      range: [0, firstLine === -1 ? Math.min(text.length, 80) : Math.max(firstLine, 1)],
      message:
        size === 'big'
          ? `The file is larger than ${megabytes} MB: only its first syntax fault is looked for.`
          : `The file is larger than ${megabytes} MB: it is not checked.`,
    };
  },
};
