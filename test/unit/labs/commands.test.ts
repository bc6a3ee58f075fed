import assert from 'node:assert/strict';
import { kubectlArguments } from '../../../src/core/run/kubectlLine.ts';
import { fences, type Fields, has, labs, learnerFiles, words } from './bundledLabs.ts';

/** Why some shell that people use would not take this line as it stands; undefined when all do. */
function notPortable(line: string): string | undefined {
  if (line.includes("'")) return 'cmd.exe does not know single quotes';
  if (line.includes('!')) return 'bash takes an exclamation mark for a search in its history';
  if (/[$`%]/.test(line)) return 'a shell would put a value in here, even inside quotes';
  if (/[[\]{}*?~#^&|<>;()@]/.test(line.replaceAll(/"[^"]*"/g, ''))) {
    return 'a shell would read this punctuation; quote it';
  }
  return undefined;
}

/** Files that a kubectl line names after -f. */
function filesOf(args: readonly string[]): string[] {
  return args.filter((_, index) => args[index - 1] === '-f');
}

const SAMPLE = { namespace: 'lab-x', context: 'c', kubernetes: 'v1.30' };

function fillIn(line: string): string {
  return line.replaceAll(
    /\{\{(\w+)\}\}/g,
    (whole, name: keyof typeof SAMPLE) => SAMPLE[name] ?? whole,
  );
}

describe('Commands of the bundled labs', () => {
  for (const lab of labs) {
    for (const step of lab.steps) {
      const files = learnerFiles(lab, step);

      it(`are plain kubectl lines for every shell: ${lab.id}, ${step.file}`, () => {
        const commands = fences(step.body).filter(({ info }) => /^bash (?:run|paste)\b/.test(info));
        const solution = words((step.fields['solution'] ?? {}) as Fields, 'run');
        for (const written of [...commands.map(({ text }) => text), ...solution]) {
          const line = fillIn(written);
          const args = kubectlArguments(line);
          assert.equal(notPortable(line), undefined, line);
          for (const file of filesOf(args))
            assert.ok(files.has(file), `${file} is not among the learner's files`);
          const namespaced = args.filter(
            (arg, index) =>
              /^(?:-n|--namespace|--context|--kubeconfig)\b/.test(arg) &&
              // A kubeconfig of the lab's own leads nowhere but where the lab says.
              !(arg === '--kubeconfig' && files.has(args[index + 1] ?? '')),
          );
          assert.deepEqual(namespaced, [], 'the lab terminal is in the right place already');
        }
      });
    }

    it(`are only in fences that say what they do: ${lab.id}`, () => {
      for (const { body } of [lab, ...lab.steps]) {
        for (const { info } of fences(body)) {
          assert.match(info, /^(?:bash (?:run|paste)|text (?:output|copy)|ya?ml(?: file=\S+)?)$/);
        }
      }
    });

    it(`carry out solutions with files that are there: ${lab.id}`, () => {
      for (const { fields } of lab.steps) {
        const { apply = [], write = [] } = (fields['solution'] ?? {}) as {
          apply?: string | string[];
          write?: { from: string } | { from: string }[];
        };
        const written = [write].flat().map(({ from }) => from);
        for (const file of [...[apply].flat(), ...written]) assert.ok(has(lab, file), file);
      }
    });
  }

  it('would be refused with what only some shells understand', () => {
    assert.ok(notPortable('kubectl get pods -l !gears'));
    assert.ok(notPortable("kubectl get pods -l 'a in (b)'"));
    assert.ok(notPortable('kubectl get pods -o jsonpath={.items[0]}'));
    assert.equal(notPortable('kubectl get pods -o "jsonpath={.items[0]}"'), undefined);
  });
});
