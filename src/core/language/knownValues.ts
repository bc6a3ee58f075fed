import type { Suggestion } from './names.ts';

/** Resources that containers and volumes ask for. */
export const RESOURCES: readonly Suggestion[] = [
  { text: 'cpu', detail: 'cores: 100m is a tenth' },
  { text: 'memory', detail: 'bytes: 128Mi' },
  { text: 'ephemeral-storage', detail: 'bytes on the node: 1Gi' },
  { text: 'storage', detail: 'bytes of a volume: 1Gi' },
];

const MEMORY: readonly Suggestion[] = ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi'].map((text) => ({
  text,
  detail: '',
}));

/** Amounts that people start from, by resource. */
export const QUANTITIES: Readonly<Record<string, readonly Suggestion[]>> = {
  cpu: [
    { text: '100m', detail: 'a tenth of a core' },
    { text: '250m', detail: 'a quarter of a core' },
    { text: '500m', detail: 'half a core' },
    { text: '1', detail: 'one core' },
  ],
  memory: MEMORY,
  'ephemeral-storage': [...MEMORY.slice(3), { text: '2Gi', detail: '' }],
  storage: ['1Gi', '5Gi', '10Gi'].map((text) => ({ text, detail: '' })),
};

/** What RBAC lets people do. */
export const VERBS: readonly Suggestion[] = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
].map((text) => ({ text, detail: '' }));

/** How volumes are mounted. */
export const ACCESS_MODES: readonly Suggestion[] = [
  { text: 'ReadWriteOnce', detail: 'by one node' },
  { text: 'ReadOnlyMany', detail: 'by many nodes, to read' },
  { text: 'ReadWriteMany', detail: 'by many nodes' },
  { text: 'ReadWriteOncePod', detail: 'by one Pod' },
];
