/** Everything a terminal takes as more than text, but line ends and tabs. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A lab's command as it may be typed into a terminal. Control characters, which would not be seen
 * in the panel, are taken out. Several lines that wait for Enter are sent as one paste, since a
 * terminal would run all but the last.
 */
export function terminalText(command: string, mode: 'run' | 'paste'): string {
  const text = command.replaceAll('\r\n', '\n').replaceAll(CONTROL, '').trim();
  const isOneLine = !text.includes('\n');
  return mode === 'run' || isOneLine ? text : `\u001b[200~${text}\u001b[201~`;
}
