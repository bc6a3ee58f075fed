import * as z from 'zod';
import { parseLabelSelector, selectsLabels } from '../../kubernetes/labelSelector.ts';
import { parseFieldPath } from '../../kubernetes/fieldPath.ts';
import type { CheckKind } from '../kind.ts';
import { readFileValue } from '../fileValue.ts';
import { pathSchema } from '../pathSchema.ts';
import { missing, pass, unable, written } from '../result.ts';
import { describeTarget, needOf, objectsOf, targetSchema } from '../target.ts';

const fields = z.strictObject({
  /** The learner's file that holds the selector, relative to their folder. */
  file: z.string().min(1),
  path: pathSchema,
  /** The objects among which the selector chooses. */
  target: targetSchema,
  /** Exactly the objects that it shall find. */
  names: z.array(z.string().min(1)),
});

export const selectorAnswer: CheckKind<z.infer<typeof fields>> = {
  type: 'selector-answer',
  summary: 'A label selector that the learner wrote into a file finds exactly these objects.',
  fields,
  needs: ({ fields: { file, target } }, scope) => [{ read: 'file', file }, needOf(target, scope)],
  evaluate({ fields: { file, path, target, names } }, snapshot, scope) {
    const text = snapshot.file(file);
    if (!text.ok) return unable(text.cause, text.remedy);
    const parsedPath = parseFieldPath(path);
    if ('fault' in parsedPath) return unable('bad-check', parsedPath.fault);
    const answer = readFileValue(text.value, parsedPath);
    if ('fault' in answer) {
      return missing({ expected: 'a label selector', found: answer.fault, object: file, path });
    }
    if (typeof answer.value !== 'string' || answer.value.trim() === '') {
      return missing({ expected: 'a label selector', found: 'nothing yet', object: file, path });
    }
    const selector = parseLabelSelector(answer.value);
    if ('fault' in selector) {
      return written({ expected: 'a label selector', found: selector.fault, object: file, path });
    }
    const reading = objectsOf(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const all = reading.value.map(({ metadata }) => metadata.name);
    const gone = names.filter((name) => !all.includes(name));
    if (gone.length > 0) {
      const object = describeTarget(target);
      return missing({ expected: `${gone.join(', ')} to be there`, found: 'not there', object });
    }
    const found = reading.value
      .filter(({ metadata }) => selectsLabels(selector, metadata.labels))
      .map(({ metadata }) => metadata.name)
      .toSorted();
    if (found.join() === [...names].toSorted().join()) {
      return pass({ object: file, path, value: found.join(', ') });
    }
    return written({
      expected: [...names].toSorted().join(', '),
      found: found.length === 0 ? 'nobody' : found.join(', '),
      object: file,
      path,
    });
  },
};
