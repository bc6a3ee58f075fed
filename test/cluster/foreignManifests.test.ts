import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubernetesSources } from '../../scripts/schema/goModules.ts';
import { RELEASES } from '../../scripts/schema/releases.ts';
import { kubernetesDocuments } from '../../src/core/rules/kubernetesDocument.ts';
import { parseYaml } from '../../src/core/yaml/parse.ts';
import { lintText } from '../unit/rules/fixtures.ts';

/** Folders with manifests in the sources of Kubernetes: examples, addons, what its tests apply. */
const FOLDERS = [
  'cluster',
  'hack/testdata',
  'test/conformance',
  'test/e2e',
  'test/e2e_node',
  'test/fixtures',
  'test/images',
  'test/kubemark',
];

/** What examples leave out: what containers ask for, and tags. */
const LEFT_OUT = new Set([
  ...['cpu-request-missing', 'memory-request-missing', 'memory-limit-missing', 'image-latest'],
]);

/** Rules about rights on the node: true of drivers and agents, which are much of these folders. */
const NODE_RIGHTS = new Set([
  ...['add-capabilities', 'host-network', 'host-path', 'host-path-sensitive', 'host-pid'],
  ...['host-port', 'mount-propagation', 'privileged'],
]);

/** Files with an error that is one, by the end of their path, and why. */
const BROKEN: Readonly<Record<string, string>> = {
  'serviceloadbalancer/netexecsvc.yaml': 'Writes `Type` for `type`.',
  'external-snapshot-metadata/backup-client-rbac.yaml': 'Its test fills the namespace in.',
  'gce-pd/csi-controller-rbac.yaml': 'Its test fills the namespaces in.',
  'mock/csi-mock-driverinfo.yaml': 'Its test fills the spec in.',
  'high-availability/kube-scheduler.yaml': 'Mounts a volume that is none of the Pod.',
  'auth/rbac-v1beta1.yaml': 'A version that is gone.',
  'convert/appsdeployment.yaml': 'A version that is gone.',
  'convert/extensionsdeployment.yaml': 'A version that is gone.',
  'convert/serviceandingress.yaml': 'A version that is gone.',
  'convert/v1beta1ingress.yaml': 'A version that is gone.',
  'expose/appsv1deployment-no-selectors.yaml': 'Lacks a selector on purpose.',
  'testdata/deployment-label-change3.yaml': 'Its selector is wrong on purpose.',
  'invalid-deployment-unknown-and-duplicate-fields.yaml': 'Wrong on purpose, as its name says.',
  'testdata/multi-resource-3.yaml': 'A name in upper case, on purpose.',
  'testdata/pod-apply-status.yaml': 'A status to apply, without a spec.',
};

interface Judged {
  readonly path: string;
  readonly objects: number;
  readonly findings: readonly { readonly rule: string; readonly severity: string }[];
}

describe('Manifests of other hands', function () {
  this.timeout(300_000);
  const judged: Judged[] = [];

  before(async () => {
    const { kubernetes } = await kubernetesSources(RELEASES.at(-1) ?? '');
    for (const path of globSync(
      FOLDERS.map((folder) => `${folder}/**/*.{yaml,yml}`),
      {
        cwd: kubernetes,
      },
    )) {
      const text = readFileSync(join(kubernetes, path), 'utf8');
      const objects = kubernetesDocuments(path, text, parseYaml(text)).length;
      if (objects > 0) judged.push({ path, objects, findings: lintText(text) });
    }
  });

  it('are more than three hundred', () => {
    assert.ok(judged.length >= 300, `${judged.length} files`);
  });

  it('have no error, but for those that have one', () => {
    const wrong = judged.filter(({ findings }) =>
      findings.some(({ severity }) => severity === 'error'),
    );
    const unknown = wrong.filter(
      ({ path }) => !Object.keys(BROKEN).some((end) => path.endsWith(end)),
    );
    assert.deepEqual(
      unknown.map(({ path, findings }) => `${path}: ${rulesOf(findings, 'error').join(', ')}`),
      [],
    );
    const stale = Object.keys(BROKEN).filter(
      (end) => !wrong.some(({ path }) => path.endsWith(end)),
    );
    assert.deepEqual(stale, []);
  });

  it('have next to no warning besides missing requests and tags, and rights on the node', () => {
    const objects = judged.reduce((sum, one) => sum + one.objects, 0);
    const warnings = judged.flatMap(({ path, findings }) =>
      rulesOf(findings, 'warning')
        .filter((rule) => !LEFT_OUT.has(rule) && !NODE_RIGHTS.has(rule))
        .map((rule) => `${path}: ${rule}`),
    );
    console.log(`      ${judged.length} files, ${objects} objects, ${warnings.length} warnings`);
    assert.ok(warnings.length <= objects / 10, warnings.join('\n'));
  });
});

function rulesOf(findings: Judged['findings'], severity: string): string[] {
  return findings.flatMap((one) => (one.severity === severity ? [one.rule] : []));
}
