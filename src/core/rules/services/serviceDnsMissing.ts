import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { type HostName, hostNames } from './hostNames.ts';

/** Tells of hosts in a container's text that are the name of a Service, but for a slip. */
export const serviceDnsMissing: ObjectRule = {
  id: 'service-dns-missing',
  group: 'objects',
  summary: 'A host that reads as a Service of the cluster should be one, in its namespace.',
  severity: INFORMATION,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const seen = new Set<number>();
    for (const container of set.podOf(document)?.containers ?? []) {
      for (const host of hostNames(container)) {
        if (seen.has(host.range[0])) continue;
        seen.add(host.range[0]);
        const found = judge(document, set, host);
        if (found !== undefined) yield found;
      }
    }
  },
};

/** Speaks only where a Service is near enough to say which one was meant. */
function judge(document: KubernetesDocument, set: ObjectSet, host: HostName): Finding | undefined {
  const { service, namespace = document.namespace, isQualified } = host;
  const services = set.ofKind('Service');
  const wanted = namespaceKey({ namespace });
  const there = services.filter((one) => namespaceKey(one) === wanted);
  // `name.example` may be any name of the internet.
  if (host.namespace !== undefined && there.length === 0 && !isQualified) return undefined;
  if (set.isIncomplete || there.some(({ name }) => name === service)) return undefined;
  const elsewhere = services.find(({ name }) => name === service);
  const near = nearest(
    service,
    there.flatMap(({ name }) => name ?? []),
  );
  const meant = elsewhere ?? there.find(({ name }) => name === near);
  if (meant?.name === undefined) return undefined;
  const isElsewhere = meant === elsewhere;
  const written = isElsewhere
    ? `${meant.name}.${meant.namespace ?? 'default'}`
    : host.namespace === undefined
      ? meant.name
      : `${meant.name}.${host.namespace}`;
  return {
    range: host.range,
    message: isElsewhere
      ? `Service ${service} is in the namespace ${meant.namespace ?? 'default'}: from here its name ` +
        `is ${written}.`
      : `No Service is called "${service}": did you mean "${near ?? ''}"? The name would not be found.`,
    related: [
      {
        uri: meant.uri,
        range: (meant.nameNode ?? meant.kindNode).range,
        message: `${describe(meant)} is here.`,
      },
    ],
    fixes: [
      fix(document, `Write ${written}`, [{ range: host.range, newText: written }], {
        isPreferred: true,
      }),
    ],
  };
}
