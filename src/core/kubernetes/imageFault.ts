import type { OffsetRange } from '../yaml/tree.ts';

/** Why a text cannot name an image. */
export interface ImageFault {
  /** Ends a sentence that starts with the image: `has a space in it`. */
  readonly reason: string;
  /** The part that is wrong, as offsets into the text. */
  readonly range: OffsetRange;
  /** The image that was most likely meant. */
  readonly meant: string | undefined;
}

/** Text that a tool fills in before Kubernetes sees it. */
const PLACEHOLDER = /[${}<>%()]|^ko:\/\//;

const PATH_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*|\\[[0-9a-fA-F:]+\\])(?::\\d+)?';
const REFERENCE = new RegExp(
  `^(?:${HOST}/)?${PATH_PART}(?:/${PATH_PART})*(?::\\w[\\w.-]{0,127})?` +
    '(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$',
);

/**
 * What keeps a container runtime from reading a text as an image's name; undefined when nothing
 * does, and for text that still has to be filled in.
 */
export function imageFault(image: string): ImageFault | undefined {
  if (image.trim() === '' || PLACEHOLDER.test(image)) return undefined;
  return (
    space(image) ??
    scheme(image) ??
    doubleTag(image) ??
    emptyTag(image) ??
    upperCase(image) ??
    other(image)
  );
}

function space(image: string): ImageFault | undefined {
  const at = image.search(/\s/);
  if (at === -1) return undefined;
  const meant = image.replaceAll(/\s+/g, '');
  return { reason: 'has a space in it', range: [0, image.length], meant: valid(meant) };
}

function scheme(image: string): ImageFault | undefined {
  const match = /^(?:https?|docker|oci):\/\//.exec(image);
  if (match === null) return undefined;
  const end = match[0].length;
  return {
    reason: `starts with "${match[0]}", but an image is no URL`,
    range: [0, end],
    meant: valid(image.slice(end)),
  };
}

function doubleTag(image: string): ImageFault | undefined {
  const [named = ''] = image.split('@');
  const slash = named.lastIndexOf('/');
  const [first = '', tag, ...more] = named.slice(slash + 1).split(':');
  if (tag === undefined || more.length === 0) return undefined;
  const end = slash + 1 + first.length + 1 + tag.length;
  return {
    reason: 'has two tags',
    range: [end, named.length],
    meant: valid(image.slice(0, end) + image.slice(named.length)),
  };
}

function emptyTag(image: string): ImageFault | undefined {
  if (!image.endsWith(':')) return undefined;
  return {
    reason: 'ends with ":", and no tag follows',
    range: [0, image.length],
    meant: undefined,
  };
}

/** Registries may be upper case; what stands behind them may not. A first part without a dot or port is none. */
function upperCase(image: string): ImageFault | undefined {
  const [named = ''] = image.split('@');
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  const start = /[.:]/.test(first) ? slash + 1 : 0;
  const colon = named.indexOf(':', Math.max(named.lastIndexOf('/'), 0));
  const end = colon === -1 ? named.length : colon;
  const path = image.slice(start, end);
  if (!/[A-Z]/.test(path)) return undefined;
  const meant = image.slice(0, start) + path.toLowerCase() + image.slice(end);
  return { reason: 'has upper-case letters in its name', range: [start, end], meant: valid(meant) };
}

function other(image: string): ImageFault | undefined {
  if (REFERENCE.test(image)) return undefined;
  return {
    reason: 'cannot be read as the name of an image',
    range: [0, image.length],
    meant: undefined,
  };
}

function valid(image: string): string | undefined {
  return imageFault(image) === undefined && image !== '' ? image : undefined;
}
