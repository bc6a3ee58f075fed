import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkStep } from '../../src/ui/commands/checkStep.ts';
import { LabTree } from '../../src/ui/labs/labTree.ts';
import type { TreeNode } from '../../src/ui/labs/nodes/treeNode.ts';
import { ObservedPractice } from '../../src/ui/labs/observedPractice.ts';
import { RunTree } from '../../src/ui/labs/runTree.ts';
import { SERVICE } from './support/testLab.ts';
import { openTestWindow, type TestWindow } from './support/testWindow.ts';

/** The rows as people see them, indented by depth: label and description. */
function rows(nodes: readonly TreeNode[], depth = 0): string[] {
  return nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${[String(node.label), node.description].filter(Boolean).join(' | ')}`,
    ...rows(node.children(), depth + 1),
  ]);
}

function find(nodes: readonly TreeNode[], label: string): TreeNode {
  for (const node of nodes) {
    if (node.label === label) return node;
    const below = node.children();
    if (below.length > 0 && rows(below).some((row) => row.includes(label))) {
      return find(below, label);
    }
  }
  throw new Error(`There is no row "${label}".`);
}

describe('The tree of labs', function () {
  this.timeout(20_000);

  let window: TestWindow;
  let tree: LabTree;

  beforeEach(async () => {
    window = await openTestWindow();
    tree = new LabTree(window.session);
  });

  afterEach(async () => window.dispose());

  it('leads from the course over labs and steps to checks', async () => {
    assert.deepEqual(rows(await tree.getChildren()), [
      'First steps | 1 lab · 5 min',
      '  A Service and its Pods | beginner · 5 min',
      '    1. Who is it looking for?',
      '      The Service looks for app=stock',
      '    2. What did you learn?',
    ]);
  });

  it('offers to start a lab that is not started, and to clean up one that is', async () => {
    const { lab } = window;
    assert.equal(find(tree.roots(), lab.title).contextValue, 'lab.new');
    await window.start();
    assert.equal(find(tree.roots(), lab.title).contextValue, 'lab.started');
    assert.equal(find(tree.roots(), '1. Who is it looking for?').contextValue, 'step.current');
  });

  it('shows what a check found, and leads to the line', async () => {
    await window.start();
    await checkStep.run(window);
    const check = find(tree.roots(), 'The Service looks for app=stock');
    assert.equal(check.contextValue, 'check.fail');
    assert.match(String(check.description), /stock.*stok/);
    assert.equal(check.command?.command, 'k8sLabs.openPlace');
  });

  it('marks a step as passed once its check passes', async () => {
    const run = await window.start();
    const fixed = SERVICE.replace('stok', 'stock');
    await writeFile(join(run.folder, 'service.yaml'), fixed);
    await checkStep.run(window);
    assert.equal(find(tree.roots(), '1. Who is it looking for?').description, 'passed');
  });

  it('says every state to a screen reader', async () => {
    await window.start();
    await checkStep.run(window);
    const check = find(tree.roots(), 'The Service looks for app=stock');
    assert.match(check.accessibilityInformation?.label ?? '', /expected .* found/);
  });

  it('lists every open run below the practice cluster, whether its lab is here or not', async () => {
    const runs = new RunTree(window.session, new ObservedPractice(window.services.practice));
    assert.equal((await runs.getChildren()).length, 1);
    const run = await window.start();
    const [, row] = await runs.getChildren();
    assert.equal(row?.label, 'A Service and its Pods');
    assert.equal(row?.description, `k8s-labs-practice · ${run.namespace}`);
  });

  it('shows how the practice cluster stands, while it starts too', async () => {
    let begin = (): void => {};
    const started = new Promise<void>((resolve) => (begin = resolve));
    const practice = new ObservedPractice({
      ...window.services.practice,
      status: async () => ({ state: 'stopped' }),
      async start() {
        await started;
        return { state: 'running', version: 'v1.37.2' };
      },
    });
    const runs = new RunTree(window.session, practice);
    const shown = async (): Promise<string> => {
      const [row] = await runs.getChildren();
      return `${row?.contextValue} ${row?.description}`;
    };
    assert.equal(await shown(), 'practice.stopped stopped');
    let redraws = 0;
    runs.onDidChangeTreeData(() => (redraws += 1));
    const starting = practice.start(() => {}, new AbortController().signal);
    assert.match(await shown(), /^practice\.starting/);
    begin();
    await starting;
    assert.equal(await shown(), 'practice.running running v1.37.2, simulated nodes');
    assert.equal(redraws, 2);
  });

  it('is redrawn after every change', async () => {
    let redraws = 0;
    tree.onDidChangeTreeData(() => (redraws += 1));
    await window.start();
    assert.ok(redraws > 0);
  });
});
