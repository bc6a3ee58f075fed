import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { lintFile } from '../../../src/core/rules/engine.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { readSourceFile } from '../../../src/core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../../../src/core/rules/workspaceIndex.ts';
import { type BundledLab, type Fields, labs, textOf, words } from './bundledLabs.ts';

/** Ids of the rules that speak about a set of files which lie in one folder, with the lab's `off`. */
function rulesThatSpeak(lab: BundledLab, files: readonly string[]): string[] {
  const index = new WorkspaceIndex();
  const sources = files.map((file) =>
    readSourceFile(
      `file:///lab/${file.slice(file.lastIndexOf('/') + 1)}`,
      textOf(lab, file),
      undefined,
    ),
  );
  for (const source of sources) index.replace(source);
  const onRuleFailed = (message: string): void => assert.fail(message);
  const found = sources.flatMap((source) =>
    lintFile(source, index, { rules, profile: 'learner', onRuleFailed }),
  );
  const overrides = (lab.fields['diagnostics'] ?? {}) as Fields;
  return [...new Set(found.map(({ rule }) => rule))]
    .filter((rule) => overrides[rule] !== 'off')
    .toSorted();
}

function filesIn(lab: BundledLab, folder: string): string[] {
  return readdirSync(`${lab.folder}/${folder}`).map((name) => `${folder}/${name}`);
}

/** The planted faults that the editor knows, by lab. Everything else must be clean. */
const PLANTED: Readonly<Record<string, readonly string[]>> = {
  '0-migrate-old-apis': ['api-removed'],
  '11-three-broken-pods': ['configmap-not-found'],
  '1-deployments-heal': ['selector-mismatch'],
  '1-labels-and-selectors': ['annotation-type', 'label-invalid'],
  '1-rolling-update': ['quantity-suspicious', 'strategy-zero'],
  '1-service-finds-pods': ['service-no-pods'],
  '4-limit-range': ['quota-needs-requests'],
  '4-resource-quota': ['cpu-request-missing', 'memory-request-missing', 'schema-unknown-field'],
  '5-rbac-for-a-person': ['rbac-apigroup', 'role-ref-not-found'],
  '5-service-account': ['serviceaccount-not-found'],
  '6-network-policy': ['schema-enum'],
};

describe('Manifests of the bundled labs', () => {
  for (const lab of labs) {
    it(`${lab.id}: the editor finds the planted fault and nothing else`, () => {
      assert.deepEqual(rulesThatSpeak(lab, filesIn(lab, 'manifests')), PLANTED[lab.id] ?? []);
    });

    it(`${lab.id}: the fault stays hidden until the learner has met it`, () => {
      const overrides = (lab.fields['diagnostics'] ?? {}) as Fields;
      for (const rule of PLANTED[lab.id] ?? [])
        assert.match(String(overrides[rule]), /^hide-until-/);
      for (const rule of Object.keys(overrides))
        assert.ok(
          rules.some(({ id }) => id === rule),
          rule,
        );
    });

    it(`${lab.id}: images have a fixed tag and are announced`, () => {
      const announced = words((lab.fields['requires'] ?? {}) as Fields, 'images');
      const used = filesIn(lab, 'manifests').flatMap((file) =>
        [...textOf(lab, file).matchAll(/^\s+(?:- )?image: (\S+)$/gm)].map(([, image]) => image),
      );
      assert.deepEqual(new Set(used), new Set(announced));
      for (const image of announced) assert.match(image, /:\d+(?:\.\d+)+[\w.-]*$/);
    });
  }
});
