// The step panel: draws what the host sends and sends back what the reader asks for.
import type { PanelLabels } from '../src/shared/panelLabels.ts';
import type { PanelIntent, StepView } from '../src/shared/stepPanel.ts';
import { isPanelUpdate } from '../src/shared/stepPanelGuards.ts';
import { intentOf } from './stepPanel/intents.ts';
import { noteIntent } from './stepPanel/note.ts';
import { moveItem } from './stepPanel/order.ts';
import { page } from './stepPanel/page.ts';
import { patch } from './stepPanel/patch.ts';
import { answerOf } from './stepPanel/quiz.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: PanelIntent): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const labels = JSON.parse(document.body.dataset['labels'] ?? '{}') as PanelLabels;
const live = document.getElementById('live');
let root: HTMLElement | undefined;
let shown: string | undefined;

function render(view: StepView): void {
  const next = page(view, labels);
  const at = `${view.labTitle}\n${view.current}`;
  const isNewPage = at !== shown;
  shown = at;
  if (root === undefined) {
    root = next;
    document.body.prepend(next);
  } else {
    patch(root, next);
  }
  if (isNewPage) document.scrollingElement?.scrollTo({ top: 0 });
  if (live !== null && live.textContent !== view.announcement) live.textContent = view.announcement;
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isPanelUpdate(data)) return;
  // What the editor hands back when it restores the panel in a new window.
  vscode.setState({ lab: data.lab, step: data.step });
  render(data.view);
});

document.addEventListener('click', (event) => {
  if (moveItem(event.target)) return;
  const intent = intentOf(event.target);
  if (intent === undefined) return;
  event.preventDefault();
  vscode.postMessage(intent);
});

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const answer = event.target instanceof HTMLFormElement ? answerOf(event.target) : undefined;
  if (answer !== undefined) vscode.postMessage(answer);
});

document.addEventListener('change', (event) => {
  const intent = noteIntent(event.target);
  if (intent !== undefined) vscode.postMessage(intent);
});

vscode.postMessage({ type: 'ready' });
