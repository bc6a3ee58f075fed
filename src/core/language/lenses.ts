import type { OffsetRange } from '../yaml/tree.ts';
import type { Place } from './definition.ts';
import { namePlace } from './definition.ts';
import type { LanguageContext } from './objects.ts';
import { selectionOf, selectionText } from './selectors.ts';

/** A line of text above a selector. */
export interface Lens {
  readonly range: OffsetRange;
  readonly text: string;
  /** What is found; empty for nothing. */
  readonly places: readonly Place[];
}

/** What each selector of a file finds now. */
export function lenses({ file, set }: LanguageContext): Lens[] {
  return file.objects.flatMap((document) => {
    const selection = selectionOf(document, set);
    // A workload that finds its own Pods is nothing to speak of.
    const isOwn = selection?.pods.every((pod) => pod.document === document) ?? true;
    if (selection === undefined || (isOwn && selection.pods.length > 0)) return [];
    return [
      {
        range: selection.pair.key.range,
        text: selectionText(selection),
        places: selection.pods.flatMap((pod) => namePlace(pod.document)),
      },
    ];
  });
}
