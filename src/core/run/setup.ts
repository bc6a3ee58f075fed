import { LabError } from '../errors.ts';
import { describeRef, type KubeObject } from '../kubernetes/objects.ts';
import type { Lab } from '../lab/model.ts';
import type { Cluster, Files } from '../ports.ts';
import { toValue } from '../yaml/access.ts';
import { readLabFile } from './learnerFiles.ts';
import type { Run } from './model.ts';
import { RUN_LABEL } from './namespace.ts';
import { variablesOf } from './round.ts';

/**
 * Applies the lab's setup manifests in the run's namespace, labelled with the run.
 * @throws LabError `lab-broken` for a manifest that names another namespace or is no manifest
 */
export async function applySetup(
  files: Files,
  lab: Lab,
  run: Run,
  cluster: Cluster,
  onPhase: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const { apply } of lab.setup) {
    onPhase(`Applying ${apply}`);
    const text = await readLabFile(files, lab, apply, variablesOf(run));
    await applyManifests(text, apply, { lab, run, cluster }, {}, signal);
  }
}

/**
 * Applies the objects of a text in the run's namespace, labelled with the run.
 * @param file where the text is from, for messages
 * @returns what was applied, as `Kind/name`
 * @throws LabError `lab-broken`, `cluster-refused`
 */
export async function applyManifests(
  text: string,
  file: string,
  { lab, run, cluster }: { lab: Lab; run: Run; cluster: Cluster },
  options: { dryRun?: boolean },
  signal: AbortSignal,
): Promise<string[]> {
  const names: string[] = [];
  for (const object of await manifests(text, file)) {
    await requireDeclared(object, lab, cluster, signal);
    await cluster.apply(inNamespace(object, run, file), options, signal);
    names.push(describeRef({ kind: object.kind, name: object.metadata.name }));
  }
  return names;
}

async function manifests(text: string, file: string): Promise<KubeObject[]> {
  const { parseYaml } = await import('../labEngine.ts');
  return parseYaml(text)
    .filter(({ root, problems }) => root !== undefined || problems.length > 0)
    .map(({ root }) => toValue(root))
    .map((value) => {
      if (isManifest(value)) return value;
      throw new LabError(
        'lab-broken',
        `The lab's file ${file} holds something that is no manifest.`,
      );
    });
}

function isManifest(value: unknown): value is KubeObject {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<KubeObject>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && metadata?.name !== undefined;
}

/** What belongs to the whole cluster has to be declared; the server knows what does. */
async function requireDeclared(
  { apiVersion, kind }: KubeObject,
  lab: Lab,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<void> {
  const { namespaced } = await cluster.resource({ apiVersion, kind }, signal);
  if (namespaced || lab.isolation.clusterScoped.includes(kind)) return;
  throw new LabError(
    'lab-broken',
    `The lab makes a ${kind}, which belongs to the whole cluster, without declaring it.`,
  );
}

function inNamespace(object: KubeObject, run: Run, file: string): KubeObject {
  const { namespace = run.namespace, labels } = object.metadata;
  if (namespace !== run.namespace) {
    throw new LabError(
      'lab-broken',
      `${file} names the namespace ${namespace}; a lab's setup stays in its own.`,
    );
  }
  const metadata = { ...object.metadata, namespace, labels: { ...labels, [RUN_LABEL]: run.id } };
  return { ...object, metadata };
}
