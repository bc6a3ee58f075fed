import assert from 'node:assert/strict';
import { terminalText } from '../../../src/ui/terminal/terminalText.ts';

describe('A command for the terminal', () => {
  it('loses what nobody would see in the panel', () => {
    const hidden = 'kubectl get pods\u0003\u001b[A\u0008\u009b2J';
    assert.equal(terminalText(hidden, 'run'), 'kubectl get pods[A2J');
  });

  it('cannot be made to run by a carriage return when it is pasted', () => {
    assert.equal(terminalText('kubectl delete pod web\r', 'paste'), 'kubectl delete pod web');
    assert.equal(terminalText('kubectl get pods\n', 'paste'), 'kubectl get pods');
  });

  it('is sent as one paste when it has several lines and waits for Enter', () => {
    assert.equal(terminalText('one\r\ntwo\n', 'paste'), '\u001b[200~one\ntwo\u001b[201~');
    assert.equal(terminalText('one\ntwo\n', 'run'), 'one\ntwo');
  });

  it('cannot end the paste by itself', () => {
    const text = terminalText('one\n\u001b[201~\ntwo', 'paste');
    assert.equal(text.indexOf('\u001b[201~'), text.length - '\u001b[201~'.length);
  });
});
