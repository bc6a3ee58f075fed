/**
 * Makes `current` look like `wanted` by touching only what differs, so that focus, scroll
 * position, selection and typed text survive an update. Elements are matched in order, and by
 * `data-key` where they carry one.
 */
export function patch(current: Element, wanted: Element): void {
  patchAttributes(current, wanted);
  patchChildren(current, wanted);
}

function patchAttributes(current: Element, wanted: Element): void {
  for (const { name } of [...current.attributes]) {
    if (!wanted.hasAttribute(name) && !isKeptByReader(current, name)) current.removeAttribute(name);
  }
  for (const { name, value } of [...wanted.attributes]) {
    if (isKeptByReader(current, name) || current.getAttribute(name) === value) continue;
    current.setAttribute(name, value);
  }
  patchChoice(current, wanted);
  patchNote(current, wanted);
}

/** A note that is being written stays as it is; one that nobody is at shows what is kept. */
function patchNote(current: Element, wanted: Element): void {
  if (!(current instanceof HTMLTextAreaElement) || !(wanted instanceof HTMLTextAreaElement)) return;
  if (current.ownerDocument.activeElement !== current) current.value = wanted.value;
}

/** Once somebody clicked a choice, its attribute no longer decides whether it is checked. */
function patchChoice(current: Element, wanted: Element): void {
  if (!(current instanceof HTMLInputElement) || !(wanted instanceof HTMLInputElement)) return;
  const isAnswered = wanted.form !== null && wanted.form.querySelector('[checked]') !== null;
  if (isAnswered) current.checked = wanted.checked;
}

/** Whether a fold is open is the reader's own choice. */
function isKeptByReader(element: Element, name: string): boolean {
  return element.tagName === 'DETAILS' && name === 'open';
}

function patchChildren(current: Element, wanted: Element): void {
  let at: ChildNode | null = current.firstChild;
  for (const next of [...wanted.childNodes]) {
    const match = findMatch(at, next);
    if (match === undefined) {
      current.insertBefore(next, at);
      continue;
    }
    while (at !== null && at !== match) at = removeAndAdvance(at);
    if (match instanceof Element && next instanceof Element) patch(match, next);
    else if (match.nodeValue !== next.nodeValue) match.nodeValue = next.nodeValue;
    at = match.nextSibling;
  }
  while (at !== null) at = removeAndAdvance(at);
}

/** The first of the remaining nodes that may become `wanted`. */
function findMatch(from: ChildNode | null, wanted: ChildNode): ChildNode | undefined {
  for (let node = from; node !== null; node = node.nextSibling) {
    if (isSame(node, wanted)) return node;
  }
  return undefined;
}

function isSame(a: ChildNode, b: ChildNode): boolean {
  if (a.nodeName !== b.nodeName) return false;
  if (!(a instanceof HTMLElement) || !(b instanceof HTMLElement)) return true;
  return a.dataset['key'] === b.dataset['key'];
}

function removeAndAdvance(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}
