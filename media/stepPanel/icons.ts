const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a 16 by 16 grid, drawn with the colour of the text around them. */
const PATHS = {
  unknown: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11z',
  running: 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5',
  pass: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM5.4 8.2l1.8 1.8l3.4-3.8',
  fail: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM6 6l4 4M10 6l-4 4',
  unable: 'M8 2.6l5.8 10.3H2.2zM8 6.4v3.1M8 11.1v.4',
  skipped: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM5.6 8h4.8',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM8 7.4v3.4M8 5.1v.4',
  locked: 'M4.5 7.2h7v5.6h-7zM5.9 7.2V5.4a2.1 2.1 0 0 1 4.2 0v1.8',
  previous: 'M9.8 3.6L5.4 8l4.4 4.4',
  next: 'M6.2 3.6L10.6 8l-4.4 4.4',
  goal: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM8 5.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 0 0 0-4.8z',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM8 5.2V8l2 1.4',
  hint: 'M6.2 11.2c0-1.4-1.9-2.2-1.9-4.5a3.7 3.7 0 0 1 7.4 0c0 2.3-1.9 3.1-1.9 4.5zM6.6 13.4h2.8',
  solution: 'M10.2 3a3.1 3.1 0 1 0 0 6.2a3.1 3.1 0 0 0 0-6.2zM7.9 8.2L3 13.1M4.7 11.4l1.5 1.5',
  skip: 'M3.4 4l4.4 4l-4.4 4zM8.4 4l4.4 4l-4.4 4z',
  reset: 'M3.2 8a4.8 4.8 0 1 0 1.6-3.6M4.6 2v2.6h2.6',
  cleanUp: 'M3 4.6h10M6.4 4.4V3h3.2v1.4M4.4 4.8l.6 8.2h6l.6-8.2',
  terminal: 'M2.5 3.5h11v9h-11zM4.8 6.2L6.8 8l-2 1.8M8.2 10h2.8',
  namespace: 'M3 3h3.4v3.4H3zM9.6 3H13v3.4H9.6zM3 9.6h3.4V13H3zM9.6 9.6H13V13H9.6z',
  folder: 'M2.5 12.5v-9h4l1.2 1.6h5.8v7.4z',
  cluster: 'M8 2l5.2 3v6L8 14l-5.2-3V5zM8 8l5.2-3M8 8v6M8 8L2.8 5',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  quiz: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM6.4 6.4c0-2 3.2-2 3.2 0c0 1.2-1.6 1.3-1.6 2.5M8 10.9v.3',
  up: 'M4 9.8L8 5.8l4 4',
  down: 'M4 6.2l4 4l4-4',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  note: 'M3 3h10v7l-3 3H3zM10 13v-3h3M5.4 6h5M5.4 8.4h3',
  play: 'M5 3.4l7 4.6l-7 4.6z',
} as const;

export type IconName = keyof typeof PATHS;

/** An icon that screen readers pass over: the text beside it says the same. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
