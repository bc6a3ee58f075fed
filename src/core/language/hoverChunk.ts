import descriptions from '../schema/descriptions.json' with { type: 'json' };
import { type Hover, hoverAt } from './hover.ts';
import type { LanguageContext } from './objects.ts';

/**
 * What is needed to explain things: a megabyte of descriptions and the words of schedules, as a
 * chunk that is loaded with the first hover.
 */
export function explain(context: LanguageContext, offset: number, now: Date): Hover | undefined {
  return hoverAt(context, offset, descriptions, now);
}

/** What a field is for; undefined where nothing is said. */
export function describeField(type: string, field: string): string | undefined {
  return (descriptions as Readonly<Record<string, Readonly<Record<string, string>>>>)[type]?.[
    field
  ];
}
