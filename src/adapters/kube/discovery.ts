import { LabError } from '../../core/errors.ts';
import type { ObjectKind } from '../../core/kubernetes/objects.ts';
import { pathSegment } from './pathSegment.ts';
import type { RawClient } from './rawClient.ts';

export interface ServedResource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** How long an answer that a kind is not served is believed. Milliseconds. */
const MISS_MS = 2_000;

interface ResourceList {
  readonly resources: readonly { name: string; kind: string; namespaced: boolean }[];
}

/** Which kinds a server offers and under which names; asked once for each group and version. */
export class Discovery {
  readonly #client: RawClient;
  readonly #lists = new Map<string, { at: number; list: ResourceList }>();

  constructor(client: RawClient) {
    this.#client = client;
  }

  /** @throws LabError `kind-not-served` */
  async resource({ apiVersion, kind }: ObjectKind, signal: AbortSignal): Promise<ServedResource> {
    const { resources } = await this.#list(apiVersion, kind, signal);
    const found = resources.find((each) => isOf(kind, each));
    if (found !== undefined) return { plural: found.name, namespaced: found.namespaced };
    throw notServed(apiVersion, kind);
  }

  /** Only what has arrived is shared: whoever gives up waiting takes nothing from the others. */
  async #list(apiVersion: string, kind: string, signal: AbortSignal): Promise<ResourceList> {
    const known = this.#lists.get(apiVersion);
    // A CustomResourceDefinition may have been made since.
    const isCurrent = known !== undefined && Date.now() - known.at < MISS_MS;
    if (isCurrent || known?.list.resources.some((each) => isOf(kind, each))) return known.list;
    const list = await this.#fetch(apiVersion, kind, signal);
    this.#lists.set(apiVersion, { at: Date.now(), list });
    return list;
  }

  async #fetch(apiVersion: string, kind: string, signal: AbortSignal): Promise<ResourceList> {
    try {
      const path = groupPath(apiVersion);
      return await this.#client.json<ResourceList>({ path }, signal);
    } catch (error) {
      if (error instanceof LabError && error.reason === 'cluster-refused')
        throw notServed(apiVersion, kind);
      throw error;
    }
  }
}

/** `pods/log` and the like are parts of a resource, some of them under a kind of their own. */
function isOf(kind: string, each: { name: string; kind: string }): boolean {
  return each.kind === kind && !each.name.includes('/');
}

/** `/api/v1`, `/apis/apps/v1`. */
export function groupPath(apiVersion: string): string {
  const [group = '', ...version] = apiVersion.split('/');
  if (version.length === 0) return `/api/${pathSegment(group)}`;
  return `/apis/${pathSegment(group)}/${pathSegment(version.join('/'))}`;
}

function notServed(apiVersion: string, kind: string): LabError {
  return new LabError('kind-not-served', `The cluster does not know ${kind} in ${apiVersion}.`, {
    next: 'Install what offers it, or choose a cluster that has it.',
  });
}
