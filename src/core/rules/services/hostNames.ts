import { child, items, scalar } from '../../yaml/access.ts';
import type { OffsetRange, YamlScalar } from '../../yaml/tree.ts';
import type { Container } from '../podTemplates.ts';

/** A host in the text of a container that reads as the name of a Service of the cluster. */
export interface HostName {
  readonly service: string;
  /** Written behind the name; undefined for the Pod's own namespace. */
  readonly namespace: string | undefined;
  /** True when it ends in `.svc` or `.svc.cluster.local`, and so can be nothing else. */
  readonly isQualified: boolean;
  readonly range: OffsetRange;
}

const NAME = '[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?';
const HOST = `(${NAME})(?:\\.(${NAME}))?((?:\\.svc(?:\\.cluster\\.local)?)?)`;

/** Behind `://` (and perhaps a user), and in `host:port` that stands alone. */
const PLACES: readonly RegExp[] = [
  new RegExp(`(?<=://(?:[^\\s/@"']*@)?)${HOST}(?=[:/\\s"',?]|$)`, 'dg'),
  new RegExp(`(?<=^|[\\s"'=,])${HOST}(?=:\\d{2,5}(?:[/\\s"',]|$))`, 'dg'),
  new RegExp(
    `(?<=\\b(?:nslookup|pg_isready\\s+-h|nc\\s+(?:-\\w+\\s+)*|curl|wget\\s+(?:-\\S+\\s+)*)\\s*)${HOST}(?=[:/\\s"';]|$)`,
    'dg',
  ),
];

/** Hosts in the variables, arguments and command of a container. */
export function hostNames({ node }: Container): HostName[] {
  const values = items(child(node, 'env')).map((variable) => child(variable, 'value'));
  const words = ['command', 'args'].flatMap((field) => items(child(node, field)));
  return [...values, ...words].flatMap((value) => {
    const text = scalar(value);
    return text === undefined || typeof text.value !== 'string' ? [] : hostsIn(text);
  });
}

function hostsIn(node: YamlScalar): HostName[] {
  const { range, text } = node;
  // Offsets of the text are those of the file only where it is written as it reads.
  if (range[1] - range[0] !== text.length) return [];
  return PLACES.flatMap((place) =>
    [...text.matchAll(place)].map((match) => {
      const [, service = '', namespace, suffix = ''] = match;
      const end =
        match.index + service.length + (namespace === undefined ? 0 : namespace.length + 1);
      return {
        service,
        namespace,
        isQualified: suffix !== '',
        range: [range[0] + match.index, range[0] + end] as const,
      };
    }),
  );
}
