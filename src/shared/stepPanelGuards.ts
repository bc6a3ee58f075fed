import type { PanelIntent, PanelUpdate } from './stepPanel.ts';

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 4096;
const isIndex = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isAnswer = (value: unknown): boolean =>
  isText(value) || (Array.isArray(value) && value.length <= 100 && value.every(isIndex));

/** What each intent carries besides its type; nothing else gets through. */
const INTENTS: Readonly<Record<PanelIntent['type'], Fields>> = {
  ready: {},
  start: {},
  check: {},
  action: { id: isText },
  openPlace: { check: isText, mismatch: isIndex },
  goTo: { step: isText },
  next: {},
  previous: {},
  hint: {},
  showSolution: {},
  applySolution: {},
  compareSolution: { line: isIndex },
  skip: {},
  resetStep: {},
  cleanUp: {},
  saveReceipt: {},
  answer: { quiz: isText, answer: isAnswer },
  confirm: { check: isText, isSo: (value) => typeof value === 'boolean' },
  note: { text: isText },
  copy: { text: isText },
  openTerminal: {},
  openFolder: {},
  showLog: {},
  startPracticeCluster: {},
  chooseContext: {},
  manageTrust: {},
};

/** True for a message that the panel may send; the host drops everything else. */
export function isPanelIntent(message: unknown): message is PanelIntent {
  if (!isRecord(message) || typeof message['type'] !== 'string') return false;
  if (!Object.hasOwn(INTENTS, message['type'])) return false;
  const fields = INTENTS[message['type'] as PanelIntent['type']];
  return Object.entries(fields).every(([name, isValid]) => isValid(message[name]));
}

/** True for the host's only message. Its view is not looked into: the host is trusted. */
export function isPanelUpdate(message: unknown): message is PanelUpdate {
  return isRecord(message) && message['type'] === 'update' && isRecord(message['view']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
