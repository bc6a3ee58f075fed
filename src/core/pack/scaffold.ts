/** A file to be made, relative to the folder of whoever asked. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** `my-first-lab` as people read it: `My first lab`. */
export function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** True for a name that may be the id of a course, a lab or a step. */
export function isId(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && text.length <= 60;
}

/** A course with its first lab. */
export function newCourse(id: string): NewFile[] {
  const course = [
    `title: ${titleOf(id)}`,
    'summary: Say in one or two sentences what these labs are about.',
    'order:',
    '  - first-lab',
    '',
  ].join('\n');
  return [{ path: `${id}/course.yaml`, text: course }, ...inside(id, newLab('first-lab'))];
}

/** A lab with one step, which can be proved as it is. */
export function newLab(id: string): NewFile[] {
  const text = `---
format: 1
id: ${id}
version: 1.0.0
title: ${titleOf(id)}
summary: Say in one or two sentences what the learner will meet.
difficulty: beginner
minutes: 10
license: MIT
tags: [configmap]
objectives:
  - Say what the learner can do afterwards.
kubernetes: ">=1.29"
requires:
  tools:
    - { name: kubectl, why: Files are applied with it. }
---
Say where the learner is, what is wrong or wanted, and why it matters. Then let them begin.
`;
  return [{ path: `${id}/lab.md`, text }, ...inside(id, newStep('first-step', 10))];
}

/**
 * A step with all that proves it: a fault to repair, a check, hints, a solution, a wrong answer and
 * another right one. Paths are relative to the lab's folder.
 */
export function newStep(id: string, number: number): NewFile[] {
  const file = `${id}.yaml`;
  const step = `---
title: ${titleOf(id)}
goal: ConfigMap ${id} has the mode "on".
minutes: 5
requires: { level: api }
files:
  - { from: manifests/${file}, to: ${file} }
checks:
  - id: mode-is-on
    title: The mode is on
    type: field
    target: { kind: ConfigMap, name: ${id} }
    path: data.mode
    equals: "on"
    points-to: { file: ${file}, path: data.mode }
    fail: "The mode should be {{expected}}, and it is {{found}}."
    pass: The ConfigMap in the cluster has the new value.
hints:
  - text: An edited file changes nothing until it is applied.
    when: mode-is-on.fail
  - text: Read the value in the file, and the one in the cluster.
    when: mode-is-on.fail
    after: 2
solution:
  patch: { file: ${file}, path: data.mode, value: "on" }
  explain: Say why this is right, not what was typed.
debrief: Say what to take along.
mutants: [tests/mutants/${id}-other-value]
alternatives: [tests/alternatives/${id}-without-the-file]
---
Say what this step is about. Then let the learner do it: change the
[mode in ${file}](lab:open?file=${file}&path=data.mode), save the file and apply it.

\`\`\`bash paste
kubectl apply -f ${file}
\`\`\`

See what the cluster has now:

\`\`\`bash run
kubectl get configmap ${id} -o yaml
\`\`\`
`;
  const manifest = `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${id}
data:
  mode: "off"
`;
  const mutant = `summary: Another value than the one that is asked for.
fails: [mode-is-on]
actions:
  - run: kubectl create configmap ${id} --from-literal=mode=ON
`;
  const alternative = `summary: By a command instead of the file.
actions:
  - run: kubectl create configmap ${id} --from-literal=mode=on
`;
  return [
    { path: `steps/${number}-${id}.md`, text: step },
    { path: `manifests/${file}`, text: manifest },
    { path: `tests/mutants/${id}-other-value/mutant.yaml`, text: mutant },
    { path: `tests/alternatives/${id}-without-the-file/alternative.yaml`, text: alternative },
  ];
}

function inside(folder: string, files: readonly NewFile[]): NewFile[] {
  return files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
}
