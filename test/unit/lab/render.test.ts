import assert from 'node:assert/strict';
import { renderMarkdown, renderStep } from '../../../src/core/lab/render.ts';

const VALUES = { namespace: 'lab-x', context: 'c' };

describe('The text of a step', () => {
  it('turns fences into actions, in their order, and keeps what they run out of the page', () => {
    const body = [
      '```bash run\nkubectl get pods -n {{namespace}}\n```',
      '```bash paste\nkubectl delete pod POD\n```',
      '```text copy\nstock:8000\n```',
      '```yaml file=pod.yaml mode=append\nkind: Pod\n```',
      '```text output\nNAME\n```',
      '```yaml\nkind: Pod\n```',
    ].join('\n\n');
    const { html, actions } = renderStep({ body }, VALUES);
    assert.deepEqual(actions, [
      { id: 'a0', kind: 'run', text: 'kubectl get pods -n lab-x', terminal: 1 },
      { id: 'a1', kind: 'copy', text: 'kubectl get pods -n lab-x' },
      { id: 'a2', kind: 'paste', text: 'kubectl delete pod POD', terminal: 1 },
      { id: 'a3', kind: 'copy', text: 'kubectl delete pod POD' },
      { id: 'a4', kind: 'copy', text: 'stock:8000' },
      { id: 'a5', kind: 'file', file: 'pod.yaml', mode: 'append', text: 'kind: Pod\n' },
      { id: 'a6', kind: 'copy', text: 'kind: Pod\n' },
    ]);
    assert.equal(html.match(/<button/g)?.length, 7);
    assert.match(html, /class="action action-output"/);
    assert.match(html, /data-action="a6"/);
  });

  it('turns lab links into actions and leaves web links alone', () => {
    const body =
      'See [it](lab:open?file=service.yaml&path=spec.ports[0].port), [go](lab:step?id=port), ' +
      '[check](lab:check) and [more](https://kubernetes.io/docs/).';
    const { html, actions } = renderStep({ body }, VALUES);
    assert.deepEqual(actions, [
      { id: 'a0', kind: 'open', file: 'service.yaml', path: 'spec.ports[0].port' },
      { id: 'a1', kind: 'step', step: 'port' },
      { id: 'a2', kind: 'check', check: undefined },
    ]);
    assert.match(html, /href="https:\/\/kubernetes.io\/docs\/"/);
  });

  it('makes a malformed lab link inert', () => {
    const { html, actions } = renderStep({ body: '[x](lab:open?flie=a.yaml)' }, VALUES);
    assert.deepEqual(actions, []);
    assert.doesNotMatch(html, /data-action|href/);
  });

  it('shows asides, the solution folded', () => {
    const { html } = renderStep(
      { body: ':::tip\nLook.\n:::\n\n:::solution\nThus.\n:::\n' },
      VALUES,
    );
    assert.match(html, /admonition-tip/);
    assert.match(html, /<details class="admonition admonition-solution"><summary>/);
  });

  it('knows every action of the format, and nothing else', () => {
    const body = [
      '```yaml patch=web.yaml path=spec.replicas\n3\n```',
      '```yaml apply\nkind: ConfigMap\n```',
      '```bash key=ctrl+c\n```',
      '```bash key=ctrl+alt+del\n```',
      '```bash run terminal=x\nkubectl get pods\n```',
      '[see](lab:reveal?kind=Pod&name=web) [open](lab:forward?service=web&port=80)',
      '[no](lab:forward?service=web;rm&port=80) [no](lab:forward?service=web&port=x)',
    ].join('\n\n');
    const { actions } = renderStep({ body }, VALUES);
    assert.deepEqual(actions, [
      { id: 'a0', kind: 'patch', file: 'web.yaml', path: 'spec.replicas', text: '3\n' },
      { id: 'a1', kind: 'apply', text: 'kind: ConfigMap\n' },
      { id: 'a2', kind: 'key', key: 'ctrl+c', terminal: 1 },
      { id: 'a3', kind: 'reveal', object: 'Pod', name: 'web' },
      { id: 'a4', kind: 'forward', service: 'web', port: 80 },
    ]);
  });

  it('has a further terminal for what runs on', () => {
    const body = '```bash run terminal=2\nkubectl get pods --watch\n```';
    const { actions, html } = renderStep({ body }, VALUES);
    assert.match(html, /Terminal 2/);
    const text = 'kubectl get pods --watch';
    assert.deepEqual(actions[0], { id: 'a0', kind: 'run', text, terminal: 2 });
  });

  it('leaves out what is meant for others', () => {
    const body = [
      'All.',
      ':::only{os=windows}\nPress it.\n\n:::tip\nSoftly.\n:::\n:::',
      ':::only{os=linux}\nType it.\n:::',
      ':::only{shell=fish}\nWho knows.\n:::',
    ].join('\n\n');
    const { html } = renderStep({ body }, VALUES, undefined, { os: 'linux' });
    assert.match(html, /All\.[\s\S]*Type it\.[\s\S]*Who knows/);
    assert.doesNotMatch(html, /Press|Softly/);
    assert.match(renderStep({ body }, VALUES).html, /Press it/);
  });

  it('shows pictures for the kind of theme that they are drawn for', () => {
    const body = '![a](a-dark.svg#dark) ![a](a-light.svg#light) ![a](b.svg)';
    const { html } = renderStep({ body }, VALUES, (path) => `lab:/${path}`);
    assert.match(html, /src="lab:\/a-dark\.svg" alt="a" class="only-dark"/);
    assert.match(html, /class="only-light"/);
    assert.equal(html.match(/class=/g)?.length, 2);
  });

  it('shows pictures of the lab only', () => {
    const body =
      '![a chain](pictures/chain.svg) ![out](../up.png) ![web](https://example.invalid/x.png)';
    const { html } = renderStep({ body }, VALUES, (path) => `lab-picture:/${path}`);
    assert.equal(html.match(/<img/g)?.length, 1);
    assert.match(html, /src="lab-picture:\/pictures\/chain.svg" alt="a chain"/);
  });

  it('leaves a variable without value as it is written', () => {
    assert.match(renderMarkdown('{{namespace}} {{other}}', VALUES), /lab-x \{\{other\}\}/);
  });
});
