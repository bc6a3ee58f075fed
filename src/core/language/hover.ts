import { decodeBase64 } from '../rules/objects/base64.ts';
import type { SchemaDescriptions } from '../schema/tableFormat.ts';
import { parseImageReference } from '../kubernetes/imageReference.ts';
import { quantityInWords } from '../kubernetes/quantityWords.ts';
import { defaultText } from '../schema/fieldTypes.ts';
import { scalar } from '../yaml/access.ts';
import type { OffsetRange, YamlScalar } from '../yaml/tree.ts';
import { typeText } from './completion.ts';
import { cronInWords } from './cronWords.ts';
import type { Located } from './located.ts';
import { type LanguageContext, locatedAt } from './objects.ts';
import { selectionOf, selectionText } from './selectors.ts';

/** What is shown about a place: paragraphs of Markdown whose plain parts are escaped by the caller. */
export interface Hover {
  readonly range: OffsetRange;
  readonly paragraphs: readonly Paragraph[];
}

export type Paragraph =
  | { readonly kind: 'heading'; readonly text: string; readonly detail: string }
  | { readonly kind: 'text'; readonly text: string };

/** Explains what stands at an offset. @param now for the next runs of schedules */
export function hoverAt(
  context: LanguageContext,
  offset: number,
  descriptions: SchemaDescriptions,
  now: Date,
): Hover | undefined {
  const located = locatedAt(context, offset);
  if (located === undefined) return undefined;
  const { isKey, node, pair } = located;
  const value = scalar(isKey ? pair.value : node);
  const paragraphs = [
    ...(isKey ? fieldText(located, descriptions) : []),
    ...selectorText(located, context),
    ...(value === undefined ? [] : valueText(located, value, now)),
  ];
  return paragraphs.length === 0 ? undefined : { range: node.range, paragraphs };
}

function fieldText({ owner, field, pair }: Located, descriptions: SchemaDescriptions): Paragraph[] {
  if (owner === undefined || field === undefined) return [];
  const isRequired = owner.required.includes(field.name);
  const standard = defaultText(field);
  const facts = [
    typeText(field.type),
    ...(isRequired ? ['required'] : []),
    ...(standard === undefined ? [] : [`default: ${standard}`]),
    ...(field.isDeprecated ? ['deprecated'] : []),
  ];
  const text = descriptions[owner.name]?.[pair.name];
  return [
    { kind: 'heading', text: pair.name, detail: facts.join(', ') },
    ...(text === undefined ? [] : [{ kind: 'text' as const, text }]),
    ...(field.enum.length === 0
      ? []
      : [{ kind: 'text' as const, text: `One of ${field.enum.join(', ')}.` }]),
  ];
}

function selectorText({ document, pair }: Located, { set }: LanguageContext): Paragraph[] {
  const selection = selectionOf(document, set);
  if (selection === undefined) return [];
  const isPart = selection.selector.pairs.some(({ key }) => key === pair.key);
  if (selection.pair !== pair && !isPart) return [];
  return [{ kind: 'text', text: `This ${selectionText(selection)}.` }];
}

function valueText(
  { document, field, owner, pair, path }: Located,
  value: YamlScalar,
  now: Date,
): Paragraph[] {
  const text = (words: string | undefined): Paragraph[] =>
    words === undefined ? [] : [{ kind: 'text', text: words }];
  if (document.kind === 'CronJob' && path.join('.') === 'spec.schedule') {
    return text(cronInWords(value.text, document, now));
  }
  if (document.kind === 'Secret' && path[0] === 'data' && path.length === 2) {
    const decoded = decodeBase64(value.text);
    return text(decoded === undefined ? undefined : `Decoded: ${decoded}`);
  }
  if (pair.name === 'image' && owner?.name.endsWith('Container') === true) {
    return text(imageInWords(value.text));
  }
  const holder = path.at(-2) ?? '';
  const isQuantity =
    /^(?:requests|limits|hard|capacity|default|defaultRequest|min|max)$/.test(holder) ||
    (field?.type.kind === 'scalar' && field.type.scalar === 'quantity');
  return isQuantity ? text(quantityInWords(value.text, pair.name)) : [];
}

function imageInWords(image: string): string {
  const { registry, repository, tag, digest } = parseImageReference(image);
  const version = digest === undefined ? `tag ${tag ?? 'latest'}` : `digest ${digest}`;
  return `Repository ${repository} of the registry ${registry}, ${version}.`;
}
