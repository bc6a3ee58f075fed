import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: stock
spec:
  selector:
    app: stok
  ports:
    - port: 80
`;

const FILES: Readonly<Record<string, string>> = {
  'first/course.yaml': 'title: First steps\nsummary: To try things out.\norder: [stock]\n',
  'first/stock/lab.md': `---
format: 1
id: stock
version: 1.0.0
title: A Service and its Pods
summary: Find out why nobody answers.
difficulty: beginner
minutes: 5
diagnostics:
  service-no-pods: hide-until-failed-check
---
Nobody answers.
`,
  'first/stock/steps/10-selector.md': `---
title: Who is it looking for?
goal: The Service looks for app=stock.
files:
  - { from: manifests/service.yaml, to: service.yaml }
checks:
  - id: selector
    title: The Service looks for app=stock
    type: file
    file: service.yaml
    path: spec.selector.app
    equals: stock
    timeout: 1s
    points-to: { file: service.yaml, path: spec.selector.app }
hints:
  - text: Read it letter by letter.
solution:
  patch: { file: service.yaml, path: spec.selector.app, value: stock }
  explain: Letters count.
---
Look at [the selector](lab:open?file=service.yaml&path=spec.selector.app).

\`\`\`yaml file=pod.yaml
kind: Pod
\`\`\`
`,
  'first/stock/steps/20-question.md': `---
title: What did you learn?
goal: You know what a Service looks for.
quiz:
  - id: what
    ask: What does a Service look for?
    type: one
    options:
      - { text: Labels, right: true }
      - { text: Names, right: false, why: Names are for people. }
---
One question.
`,
  'first/stock/manifests/service.yaml': SERVICE,
};

/** Writes a course with one lab of two steps, which need no cluster for their checks. */
export async function writeTestLab(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(FILES)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
