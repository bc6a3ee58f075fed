import assert from 'node:assert/strict';
import { LabError } from '../../../src/core/errors.ts';
import { isUsable } from '../../../src/core/lab/model.ts';
import { readReceipt, receiptOf } from '../../../src/core/run/receipt.ts';
import { gateTo, onCurrentLab, progressOf } from '../../../src/core/run/transitions.ts';
import { attemptsAt, labPage, NEVER, stepPage, wantsConfigMap } from '../../support/attempts.ts';
import { configMap } from '../../support/objects.ts';

const TWO_STEPS = {
  'lab.md': labPage(),
  'steps/10-note.md': stepPage('Note', wantsConfigMap('note')),
  'steps/20-list.md': stepPage('List', wantsConfigMap('list')),
};

describe('Variables of a lab', () => {
  const pages = {
    'lab.md': labPage(
      'vars:',
      '  bike: { pick: [red, blue] }',
      '  tag: { random: { length: 4 } }',
      '  shop: { ask: How is your shop called?, default: pedal, pattern: "[a-z]+" }',
    ),
    'steps/10-note.md': stepPage(
      'Note for {{shop}}',
      [
        'files: [{ from: manifests/note.yaml, to: note.yaml }]',
        'checks:',
        '  - id: note',
        '    title: "{{shop}} has a note"',
        '    type: field',
        '    target: { kind: ConfigMap, name: "note-{{tag}}" }',
        '    path: data.bike',
        '    equals: "{{bike}}"',
      ],
      'Write about {{bike}}.',
    ),
    'manifests/note.yaml': 'metadata: { name: note-{{tag}}, namespace: "{{namespace}}" }\n',
  };

  it('are chosen once, and stand in files and checks', async () => {
    const { lab, runs, cluster, files, start } = await attemptsAt(pages);
    assert.ok(isUsable(lab), JSON.stringify(lab.problems));
    assert.deepEqual(lab.problems, []);
    const run = await start({ shop: 'spokes' });
    const { bike = '', shop, tag = '' } = run.variables;
    assert.ok(['red', 'blue'].includes(bike));
    assert.equal(shop, 'spokes');
    assert.equal(tag.length, 4);
    const text = await files.read('/work/shop/note.yaml');
    assert.equal(text, `metadata: { name: note-${tag}, namespace: "${run.namespace}" }\n`);
    cluster.put(configMap(run.namespace, `note-${tag}`, { bike }));
    const checked = await runs.check(lab, run.id, () => {}, NEVER);
    assert.equal(progressOf(checked, 'note').state, 'passed');
  });

  it('take no answer that does not fit', async () => {
    const { start } = await attemptsAt(pages);
    assert.equal((await start({ shop: '../etc' })).variables['shop'], 'pedal');
  });

  it('have to be declared', async () => {
    const step = stepPage('Note', wantsConfigMap('note'), 'A {{bick}}.');
    const { lab } = await attemptsAt({ ...pages, 'steps/10-note.md': step });
    const [problem] = lab.problems;
    assert.equal(problem?.rule, 'variable-unknown');
    assert.match(problem.message, /Did you mean "bike"/);
  });
});

describe('A lab in another language', () => {
  const overlay = [
    'title: Der Laden',
    'steps:',
    '  note:',
    '    title: Notiz',
    '    body: Schreibe sie.',
    '    checks: { note: { title: Es gibt eine Notiz } }',
    '',
  ].join('\n');

  it('says other words and does the same', async () => {
    const pages = { ...TWO_STEPS, 'i18n/de.yaml': overlay };
    const { lab } = await attemptsAt(pages, 'de-AT');
    const { lab: english } = await attemptsAt(pages, 'en');
    assert.equal(lab.title, 'Der Laden');
    const [step, untranslated] = lab.steps;
    assert.equal(step?.title, 'Notiz');
    assert.equal(step.checks[0]?.title, 'Es gibt eine Notiz');
    assert.deepEqual(step.checks[0]?.fields, english.steps[0]?.checks[0]?.fields);
    assert.equal(untranslated?.title, 'List');
  });

  it('cannot touch a check, and names only what there is', async () => {
    const touched = overlay.replace('title: Es gibt eine Notiz', 'required: false');
    const first = (await attemptsAt({ ...TWO_STEPS, 'i18n/de.yaml': touched })).lab;
    assert.deepEqual(
      first.problems.map(({ file, rule }) => `${file} ${rule}`),
      ['i18n/de.yaml field-unknown'],
    );
    const misspelt = overlay.replace('  note:', '  notes:');
    const second = (await attemptsAt({ ...TWO_STEPS, 'i18n/de.yaml': misspelt })).lab;
    assert.match(second.problems[0]?.message ?? '', /Did you mean "note"/);
  });
});

describe('Gates', () => {
  const gated = (gate: string) => ({
    ...TWO_STEPS,
    'steps/10-note.md': stepPage('Note', [`gate: ${gate}`, ...wantsConfigMap('note')]),
  });

  it('stand open, ask or are closed until the step is decided', async () => {
    for (const [gate, expected] of Object.entries({ none: 'open', soft: 'ask', hard: 'closed' })) {
      const { lab, runs, start } = await attemptsAt(gated(gate));
      const run = await start();
      assert.equal(gateTo(lab, run, 'list'), expected);
      assert.equal(gateTo(lab, await runs.skip(lab, run.id), 'list'), 'open');
    }
  });
});

describe('A guess', () => {
  const quiz = [
    'quiz:',
    '  - { id: how, ask: How many?, type: number, answer: 3, predict: true }',
    ...wantsConfigMap('note'),
  ];
  const pages = { 'lab.md': labPage(), 'steps/10-note.md': stepPage('Note', quiz) };

  it('has to be made, and need not be right', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(pages);
    const run = await start();
    cluster.put(configMap(run.namespace, 'note', {}));
    const unanswered = await runs.check(lab, run.id, () => {}, NEVER);
    assert.equal(progressOf(unanswered, 'note').state, 'open');
    const guessed = await runs.answer(lab, run.id, 'how', '17');
    assert.equal(progressOf(guessed, 'note').state, 'passed');
  });
});

describe('A lab that was upgraded', () => {
  it('opens a passed step again when it asks something else, and no other', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(TWO_STEPS);
    const run = await start();
    cluster.put(configMap(run.namespace, 'note', {}));
    const passed = await runs.check(lab, run.id, () => {}, NEVER);
    assert.equal(progressOf(onCurrentLab(lab, passed), 'note').state, 'passed');
    const { lab: reworded } = await attemptsAt({
      ...TWO_STEPS,
      'steps/10-note.md': stepPage('Take a note', ['id: note', ...wantsConfigMap('note')]),
    });
    assert.equal(progressOf(onCurrentLab(reworded, passed), 'note').state, 'passed');
    const { lab: changed } = await attemptsAt({
      ...TWO_STEPS,
      'steps/10-note.md': stepPage('Note', wantsConfigMap('other')),
    });
    assert.equal(progressOf(onCurrentLab(changed, passed), 'note').state, 'open');
  });
});

describe('A look that nobody asked for', () => {
  it('passes the step, and tells no failure that was not asked about', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(TWO_STEPS);
    const run = await start();
    const quiet = { readsOnly: true, maxWaitMs: 0 };
    const first = await runs.check(lab, run.id, () => {}, NEVER, quiet);
    assert.deepEqual(progressOf(first, 'note').results, {});
    assert.equal(progressOf(first, 'note').failedRounds, 0);
    cluster.put(configMap(run.namespace, 'note', {}));
    const second = await runs.check(lab, run.id, () => {}, NEVER, quiet);
    assert.equal(progressOf(second, 'note').state, 'passed');
  });

  it('runs no program and changes nothing, whatever the lab says', async () => {
    const checks = [
      'checks:',
      '  - { id: ran, title: It ran, type: command, run: [node, --version] }',
      '  - id: gone',
      '    title: It comes back',
      '    type: trigger',
      '    do: delete',
      '    target: { kind: ConfigMap, name: note }',
      '    checks: [{ type: exists, target: { kind: ConfigMap, name: note } }]',
      '  - { id: after, title: After, type: exists, needs: [gone], target: { kind: ConfigMap, name: note } }',
    ];
    const pages = { 'lab.md': labPage(), 'steps/10-note.md': stepPage('Note', checks) };
    const { lab, runs, cluster, programs, start } = await attemptsAt(pages);
    assert.deepEqual(lab.problems, []);
    const run = await start();
    cluster.put(configMap(run.namespace, 'note', {}));
    const quiet = { readsOnly: true, mayRunPrograms: true };
    const quietly = await runs.check(lab, run.id, () => {}, NEVER, quiet);
    assert.deepEqual(progressOf(quietly, 'note').results, {});
    assert.deepEqual(programs, []);
    const loud = await runs.check(lab, run.id, () => {}, NEVER, { mayRunPrograms: true });
    assert.deepEqual(programs, ['node --version']);
    assert.equal(progressOf(loud, 'note').results['gone']?.state, 'fail');
  });

  it('watches each kind once', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(TWO_STEPS);
    const run = await start();
    const stop = new AbortController();
    let heard = 0;
    const watching = runs.watchStep(lab, run.id, () => (heard += 1), stop.signal);
    while (cluster.watchers.size === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      [...cluster.watchers].map(({ kind }) => kind),
      ['ConfigMap'],
    );
    for (const { onChange } of cluster.watchers) onChange();
    assert.equal(heard, 1);
    stop.abort();
    await watching;
    assert.equal(cluster.watchers.size, 0);
  });
});

describe('A check that says when it is looked at', () => {
  const check = (more: string) => ({
    'lab.md': labPage(),
    'steps/10-note.md': stepPage('Note', [
      'checks:',
      `  - { id: note, title: A note, type: exists, target: { kind: ConfigMap, name: note }, ${more} }`,
      '  - { id: other, title: Another, type: exists, target: { kind: ConfigMap, name: other } }',
    ]),
  });

  it('only when the learner asks, with on: button', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(check('on: button'));
    const run = await start();
    cluster.put(configMap(run.namespace, 'note', {}));
    const quiet = await runs.check(lab, run.id, () => {}, NEVER, { readsOnly: true });
    assert.equal(progressOf(quiet, 'note').results['note'], undefined);
    const asked = await runs.check(lab, run.id, () => {}, NEVER);
    assert.equal(progressOf(asked, 'note').results['note']?.state, 'pass');
  });

  it('has to come true only once, with mode: edge', async () => {
    for (const [mode, state] of [
      ['edge', 'pass'],
      ['level', 'fail'],
    ] as const) {
      const { lab, runs, cluster, start } = await attemptsAt(check(`mode: ${mode}`));
      const run = await start();
      const note = cluster.put(configMap(run.namespace, 'note', {}));
      await runs.check(lab, run.id, () => {}, NEVER);
      cluster.remove(note);
      const again = await runs.check(lab, run.id, () => {}, NEVER);
      assert.equal(progressOf(again, 'note').results['note']?.state, state);
    }
  });

  it('tells in its own words what to do when it could not be made', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(check('unable: Wait a minute.'));
    const run = await start();
    cluster.failure = new LabError('forbidden', 'You may not list.');
    const checked = await runs.check(lab, run.id, () => {}, NEVER);
    const result = progressOf(checked, 'note').results['note'];
    assert.equal(result?.state === 'unable' && result.remedy, 'Wait a minute. You may not list.');
  });
});

describe('Help that does it', () => {
  const pages = {
    ...TWO_STEPS,
    'steps/10-note.md': stepPage('Note', [
      'files: [{ from: manifests/note.yaml, to: note.yaml }]',
      ...wantsConfigMap('note'),
      'solution: { write: { from: solution/note.yaml, to: note.yaml }, explain: So. }',
    ]),
    'manifests/note.yaml': 'a: 1\n',
    'solution/note.yaml': 'a: {{namespace}}\n',
  };

  it('carries the solution out and keeps a copy of what was there', async () => {
    const { lab, runs, files, start } = await attemptsAt(pages);
    const run = await start();
    await files.write('/work/shop/note.yaml', 'a: mine\n');
    const solved = await runs.solve(lab, run.id, () => {}, NEVER);
    assert.equal(await files.read('/work/shop/note.yaml'), `a: ${run.namespace}\n`);
    assert.equal(progressOf(solved, 'note').isSolutionShown, true);
    const kept = [...files.texts].filter(([path]) => path.includes('/.kept/'));
    assert.deepEqual(
      kept.map(([, text]) => text),
      ['a: mine\n'],
    );
  });

  it('takes the whole lab back to its beginning, and leaves notes', async () => {
    const { lab, runs, cluster, files, start } = await attemptsAt(pages);
    const run = await start();
    await runs.note(run.id, 'note', 'Mine.');
    cluster.put(configMap(run.namespace, 'note', {}));
    await runs.check(lab, run.id, () => {}, NEVER);
    await runs.goTo(lab, run.id, 'list', NEVER);
    await files.write('/work/shop/note.yaml', 'a: mine\n');
    const reset = await runs.resetLab(lab, run.id, () => {}, NEVER);
    assert.equal(reset.step, 'note');
    assert.notEqual(reset.namespace, run.namespace);
    assert.equal(progressOf(reset, 'note').state, 'open');
    assert.equal(progressOf(reset, 'list').state, 'locked');
    assert.equal(await files.read('/work/shop/note.yaml'), 'a: 1\n');
  });

  it('applies what stands in a text, in the namespace of the lab alone', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(pages);
    const run = await start();
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: note }\n';
    const asked = await runs.applyText(lab, run.id, text, { dryRun: true }, NEVER);
    assert.deepEqual(asked, ['ConfigMap/note']);
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'note', namespace: run.namespace };
    assert.equal(await cluster.get(ref, NEVER), undefined);
    await runs.applyText(lab, run.id, text, {}, NEVER);
    assert.ok((await cluster.get(ref, NEVER)) !== undefined);
    const elsewhere = text.replace('name: note', 'name: note, namespace: other');
    await assert.rejects(runs.applyText(lab, run.id, elsewhere, {}, NEVER), {
      reason: 'lab-broken',
    });
  });
});

describe('Notes and answers of the learner', () => {
  it('are kept, and an empty note is none', async () => {
    const checks = [
      'checks:',
      '  - { id: saw, title: You saw it, type: confirm, ask: Did you see it? }',
    ];
    const pages = { 'lab.md': labPage(), 'steps/10-note.md': stepPage('Note', checks) };
    const { lab, runs, start } = await attemptsAt(pages);
    const run = await start();
    const noted = await runs.note(run.id, 'note', 'Mind the port.');
    assert.equal(progressOf(noted, 'note').note, 'Mind the port.');
    assert.equal(progressOf(await runs.note(run.id, 'note', ''), 'note').note, undefined);
    await runs.confirm(lab, run.id, 'saw', true);
    const checked = await runs.check(lab, run.id, () => {}, NEVER);
    assert.equal(progressOf(checked, 'note').state, 'passed');
  });
});

describe('A run that was cleaned up', () => {
  it('is no open run any more, and still says how far it came', async () => {
    const { lab, runs, cluster, start } = await attemptsAt(TWO_STEPS);
    const run = await start();
    cluster.put(configMap(run.namespace, 'note', {}));
    await runs.check(lab, run.id, () => {}, NEVER);
    const report = await runs.cleanUp(run.id, () => {}, NEVER);
    assert.deepEqual(report.deleted, [`Namespace/${run.namespace}`]);
    assert.deepEqual(await runs.list(), []);
    const [record, ...others] = await runs.records();
    assert.ok(record !== undefined && others.length === 0);
    assert.equal(progressOf(record, 'note').state, 'passed');
    await assert.rejects(
      runs.check(lab, run.id, () => {}, NEVER),
      { reason: 'no-run' },
    );
    const again = await start();
    await runs.cleanUp(again.id, () => {}, NEVER);
    assert.deepEqual(
      (await runs.records()).map(({ id }) => id),
      [again.id],
    );
  });

  it('leaves what is outside its namespace unless people agreed', async () => {
    const pages = {
      ...TWO_STEPS,
      'lab.md': labPage('isolation: { clusterScoped: [PriorityClass] }'),
    };
    const { lab, runs, cluster, clock, start } = await attemptsAt(pages);
    const run = await start();
    const made = (name: string, at: number) => ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name, creationTimestamp: new Date(at).toISOString() },
    });
    cluster.put(made(`${run.namespace}-urgent`, clock.now() + 1_000));
    cluster.put(made(`${run.namespace}-older`, clock.now() - 60_000));
    cluster.put(made('system-critical', clock.now() + 1_000));
    const found = await runs.leftovers(lab, run.id, NEVER);
    assert.deepEqual(
      found.map(({ name }) => name),
      [`${run.namespace}-urgent`],
    );
    const report = await runs.cleanUp(run.id, () => {}, NEVER, found);
    assert.deepEqual(report.deleted, [
      `PriorityClass/${run.namespace}-urgent`,
      `Namespace/${run.namespace}`,
    ]);
  });
});

describe('The namespace of a lab', () => {
  it('gets the quota and the level of Pod Security that the lab asks for', async () => {
    const isolation = 'isolation: { quota: small, podSecurity: baseline }';
    const { cluster, start } = await attemptsAt({ ...TWO_STEPS, 'lab.md': labPage(isolation) });
    const { namespace } = await start();
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', name: 'k8s-labs', namespace };
    assert.ok((await cluster.get(quota, NEVER)) !== undefined);
    const own = await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }, NEVER);
    assert.equal(own?.metadata.labels?.['pod-security.kubernetes.io/enforce'], 'baseline');
  });
});

describe('A receipt', () => {
  async function receipt(learner?: string) {
    const { lab, runs, cluster, start } = await attemptsAt(TWO_STEPS);
    const run = await start();
    cluster.put(configMap(run.namespace, 'note', {}));
    return receiptOf(lab, await runs.check(lab, run.id, () => {}, NEVER), learner);
  }

  it('says how far somebody came, and nothing about them', async () => {
    const written = await receipt();
    const text = JSON.stringify(written);
    assert.deepEqual(
      written.steps.map(({ id, state }) => `${id} ${state}`),
      ['note passed', 'list locked'],
    );
    assert.doesNotMatch(text, /fake\.example|\/work|lab-shop/);
    assert.deepEqual(await readReceipt(text), written);
    assert.equal((await receipt('Ada')).learner, 'Ada');
  });

  it('counts points where the lab gives marks, and what the author asks for', async () => {
    const { lab, runs, cluster, start } = await attemptsAt({
      ...TWO_STEPS,
      'lab.md': labPage('progress: { gate: soft, pass: 60, certificate: true }'),
      'steps/10-note.md': stepPage('Note', [
        ...wantsConfigMap('note'),
        '  - { id: more, title: There is more, type: exists, weight: 3, required: false, target: { kind: ConfigMap, name: more } }',
      ]),
    });
    assert.deepEqual(lab.marks, { passPercent: 60, offersReceipt: true });
    assert.equal(gateTo(lab, await start(), 'list'), 'ask');
    const run = await start();
    const points = async () =>
      (await receiptOf(lab, await runs.check(lab, run.id, () => {}, NEVER))).points;
    assert.deepEqual(await points(), { reached: 0, possible: 5, needed: 3 });
    cluster.put(configMap(run.namespace, 'note', {}));
    assert.deepEqual(await points(), { reached: 1, possible: 5, needed: 3 });
    cluster.put(configMap(run.namespace, 'more', {}));
    assert.deepEqual(await points(), { reached: 4, possible: 5, needed: 3 });
    assert.equal((await receipt()).points, undefined);
  });

  it('is not to be believed once a line was changed', async () => {
    const text = JSON.stringify(await receipt());
    for (const [from, to] of [
      ['"locked"', '"passed"'],
      ['"hints":0', '"hints":7'],
      ['"title":"The shop"', '"title":"Another"'],
      ['"k8s-labs"', '"k8s-lab"'],
    ] as const) {
      assert.ok(text.includes(from), from);
      assert.ok('fault' in (await readReceipt(text.replace(from, to))), from);
    }
    assert.ok('fault' in (await readReceipt('{')));
  });
});
