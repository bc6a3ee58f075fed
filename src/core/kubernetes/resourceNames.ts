const BASE = ['cpu', 'memory', 'ephemeral-storage', 'storage'];

const COUNTED = [
  ...['pods', 'services', 'services.nodeports', 'services.loadbalancers', 'configmaps', 'secrets'],
  ...['persistentvolumeclaims', 'replicationcontrollers', 'resourcequotas'],
];

const STANDARD = new Set([
  ...BASE,
  ...['requests', 'limits'].flatMap((prefix) => BASE.map((name) => `${prefix}.${name}`)),
  ...COUNTED,
]);

/** True for resources that Kubernetes itself counts, and for those of others, which have a domain. */
export function isStandardResource(name: string): boolean {
  return (
    STANDARD.has(name) || /^(?:requests\.|limits\.)?hugepages-/.test(name) || name.includes('/')
  );
}

/** The resource that differs in case or by a letter at its end. */
export function nearResource(name: string): string | undefined {
  const lower = name.toLowerCase();
  return [...STANDARD].find((one) => one === lower || `${one}${one.at(-1) ?? ''}` === lower);
}
