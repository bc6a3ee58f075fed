import { child, items, scalar } from '../../yaml/access.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { missingObject } from '../missingObject.ts';

/** Tells of certificates that are not here, and of hosts with a certificate and no rule. */
export const ingressTlsSecret: ObjectRule = {
  id: 'ingress-tls-secret',
  group: 'references',
  summary: "An Ingress's TLS Secret should exist, and its hosts should be those of the rules.",
  severity: INFORMATION,
  isFixable: true,
  kinds: ['Ingress'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    const hosts = items(child(spec, 'rules')).map((rule) => scalar(child(rule, 'host'))?.text);
    for (const entry of items(child(spec, 'tls'))) {
      const secretName = scalar(child(entry, 'secretName'));
      const found =
        secretName === undefined || isIssued(document)
          ? undefined
          : missingObject(set, {
              from: document,
              kind: 'Secret',
              name: secretName,
              consequence: 'Until it exists, browsers get a certificate that they do not trust.',
            });
      if (found !== undefined) yield found;
      for (const host of items(child(entry, 'hosts'))) yield* unusedHost(host, hosts);
    }
  },
};

/** A controller that issues certificates makes the Secret itself. */
function isIssued({ root }: KubernetesDocument): boolean {
  const annotations = child(child(root, 'metadata'), 'annotations');
  return (
    annotations?.kind === 'mapping' &&
    annotations.pairs.some(({ name }) =>
      /^(?:cert-manager\.io\/|kubernetes\.io\/tls-acme$)/.test(name),
    )
  );
}

function* unusedHost(node: YamlNode, hosts: readonly (string | undefined)[]): Generator<Finding> {
  const host: YamlScalar | undefined = scalar(node);
  // A rule without a host takes requests for every host.
  if (host === undefined || hosts.length === 0 || hosts.includes(undefined)) return;
  if (hosts.some((rule) => covers(host.text, rule ?? '') || covers(rule ?? '', host.text))) return;
  yield {
    range: host.range,
    message: `No rule of this Ingress is for the host ${host.text}, so its certificate serves nobody.`,
  };
}

/** `*.example.org` covers one more label in front. */
function covers(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host;
  return host.slice(host.indexOf('.') + 1) === pattern.slice(2);
}
