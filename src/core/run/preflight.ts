import coerce from 'semver/functions/coerce.js';
import satisfies from 'semver/functions/satisfies.js';
import { checkKinds } from '../checks/kinds/index.ts';
import type { CheckScope, Need } from '../checks/kind.ts';
import { fillCheck } from '../checks/fillCheck.ts';
import { serves } from '../kubernetes/serves.ts';
import { kindFromText } from '../kubernetes/kinds.ts';
import type { ObjectKind } from '../kubernetes/objects.ts';
import type { Lab } from '../lab/model.ts';
import { sampleValues } from '../lab/variables.ts';
import type { AccessQuestion, Cluster, Programs } from '../ports.ts';

/** One thing that a lab needs and that this cluster or this machine does not give. */
export interface Shortage {
  /** `right`: somebody has to grant it. */
  readonly kind: 'right' | 'api' | 'version' | 'nodes' | 'tool';
  /** What is missing, in words: `list pods in the lab's namespace`. */
  readonly what: string;
  /** Who could give it, or what to do. */
  readonly remedy: string;
}

/** Where rights are asked for: the lab's namespace does not exist yet, and any name stands for it. */
const NAMESPACE = 'lab-preflight';

/** Add-ons by the kind that shows that they are there. */
const ADDONS: Readonly<Record<string, ObjectKind>> = {
  'metrics-server': { apiVersion: 'metrics.k8s.io/v1beta1', kind: 'PodMetrics' },
};

/**
 * Looks before the first step whether the lab can be done here. It only asks; nothing is made. What
 * cannot be asked is not reported: the lab will say so itself when it comes to it.
 */
export async function preflight(
  lab: Lab,
  cluster: Cluster,
  programs: Programs,
  signal: AbortSignal,
): Promise<Shortage[]> {
  const looks = [
    ...rightsOf(lab).map((question) => missingRight(question, cluster, signal)),
    ...apisOf(lab).map(([name, kind]) => missingApi(name, kind, cluster, signal)),
    wrongVersion(lab, cluster, signal),
    tooFewNodes(lab, cluster, signal),
    ...lab.requires.tools.map((tool) => missingTool(tool, programs, signal)),
  ];
  const found = await Promise.all(looks.map((look) => look.catch(unlessAborted(signal))));
  return found.filter((shortage) => shortage !== undefined);
}

function unlessAborted(signal: AbortSignal) {
  return (): undefined => {
    signal.throwIfAborted();
    return undefined;
  };
}

/** What the lab's namespace, setup and checks ask of the API server. */
export function rightsOf(lab: Lab): AccessQuestion[] {
  const own = { namespace: NAMESPACE };
  const questions: AccessQuestion[] = [{ verb: 'create', group: '', resource: 'namespaces' }];
  if (lab.isolation.quota === 'small') {
    questions.push({ verb: 'patch', group: '', resource: 'resourcequotas', ...own });
  }
  for (const need of needsOf(lab)) {
    switch (need.read) {
      case 'list': {
        const { kind, namespace } = need;
        const place = namespace === undefined ? {} : { namespace };
        questions.push({ verb: 'list', ...resourceOf(kind), ...place });
        break;
      }
      case 'access':
        if (need.question.subject !== undefined) {
          const group = 'authorization.k8s.io';
          questions.push({ verb: 'create', group, resource: 'subjectaccessreviews' });
        }
        break;
      default:
    }
  }
  const types = new Set(lab.steps.flatMap(({ checks }) => checks.map(({ type }) => type)));
  const pods = { group: '', resource: 'pods', ...own };
  if (types.has('log')) questions.push({ verb: 'get', ...pods, subresource: 'log' });
  if (types.has('exec')) questions.push({ verb: 'create', ...pods, subresource: 'exec' });
  if (types.has('http')) {
    const services = { group: '', resource: 'services', ...own };
    questions.push({ verb: 'get', ...services, subresource: 'proxy' });
  }
  return [...new Map(questions.map((one) => [JSON.stringify(one), one])).values()];
}

function needsOf(lab: Lab): Need[] {
  const scope: CheckScope = {
    namespace: NAMESPACE,
    baseline: undefined,
    seen: new Set(),
    quiz: new Map(),
    confirmed: new Map(),
    hasSimulatedNodes: false,
  };
  const values = { ...sampleValues(lab.variables), namespace: NAMESPACE };
  return lab.steps.flatMap(({ checks }) =>
    checks.flatMap((written) => {
      const check = fillCheck(written, checkKinds, values);
      const kind = checkKinds.find(({ type }) => type === check.type);
      return kind?.needs(check, scope) ?? [];
    }),
  );
}

/** The plural of a well-known kind; the one irregular family ends in "ss" or "y". */
function resourceOf({ apiVersion, kind }: ObjectKind): { group: string; resource: string } {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  const name = kind.toLowerCase();
  if (name === 'endpoints') return { group, resource: name };
  if (name.endsWith('y')) return { group, resource: `${name.slice(0, -1)}ies` };
  return { group, resource: name.endsWith('ss') ? `${name}es` : `${name}s` };
}

async function missingRight(
  question: AccessQuestion,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Shortage | undefined> {
  if (await cluster.mayDo(question, signal)) return undefined;
  const { verb, resource, subresource, namespace } = question;
  const what = `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`;
  const where =
    namespace === undefined
      ? ' (in the whole cluster)'
      : namespace === NAMESPACE
        ? ''
        : ` in ${namespace}`;
  const remedy =
    'Whoever administers the cluster can grant it; on a practice cluster of your own you have it already.';
  return { kind: 'right', what: `${what}${where}`, remedy };
}

function apisOf({ requires }: Lab): [string, ObjectKind][] {
  const apis = requires.apis.flatMap((text): [string, ObjectKind][] => {
    const kind = kindFromText(text);
    return kind === undefined ? [] : [[text, kind]];
  });
  const addons = requires.addons.flatMap((name): [string, ObjectKind][] => {
    const kind = ADDONS[name];
    return kind === undefined ? [] : [[name, kind]];
  });
  return [...apis, ...addons];
}

async function missingApi(
  name: string,
  kind: ObjectKind,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Shortage | undefined> {
  if (await serves(cluster, kind, signal)) return undefined;
  const remedy = 'This cluster does not serve it: use another cluster, or install what brings it.';
  return { kind: 'api', what: name, remedy };
}

async function wrongVersion(
  { requires }: Lab,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Shortage | undefined> {
  if (requires.kubernetes === undefined) return undefined;
  const { text } = await cluster.version(signal);
  const version = coerce(text);
  if (version === null || satisfies(version, requires.kubernetes)) return undefined;
  const what = `Kubernetes ${requires.kubernetes}; this is ${text}`;
  return { kind: 'version', what, remedy: 'Some of the lab may not work as it is written.' };
}

async function tooFewNodes(
  { requires }: Lab,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Shortage | undefined> {
  if (requires.nodes <= 1) return undefined;
  const nodes = await cluster.list({ apiVersion: 'v1', kind: 'Node' }, signal);
  if (nodes.length >= requires.nodes) return undefined;
  const what = `${requires.nodes} nodes; there ${nodes.length === 1 ? 'is 1' : `are ${nodes.length}`}`;
  return { kind: 'nodes', what, remedy: 'The practice cluster has three.' };
}

async function missingTool(
  { name, version, why }: Lab['requires']['tools'][number],
  programs: Programs,
  signal: AbortSignal,
): Promise<Shortage | undefined> {
  const found = await programs.find(name, signal);
  if (found === undefined) return { kind: 'tool', what: name, remedy: `Install it: ${why}` };
  const plain = coerce(found.version);
  if (version === undefined || plain === null || satisfies(plain, version)) return undefined;
  return { kind: 'tool', what: `${name} ${version}; this is ${found.version}`, remedy: why };
}
