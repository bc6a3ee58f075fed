import { child, findPair, scalar, textAt } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import { fix, offer } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { backendMove } from '../schema/migration.ts';
import { ERROR } from '../severities.ts';
import { backends, paths } from './ingressBackends.ts';

/** Parts that the server refuses in a path: they mean the same as a shorter one. */
const NOT_CANONICAL = /\/\/|\/\.\/|\/\.\.\/|%2f|\/\.\.?$/i;

/** Flags paths of Ingresses that the server refuses, and backends as they were written before v1. */
export const ingressPathType: ObjectRule = {
  id: 'ingress-path-type',
  group: 'objects',
  summary: 'A path of an Ingress starts with "/", and its backend is a `service` with a `port`.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Ingress'],
  isCrossObject: false,
  *check({ document }) {
    if (document.apiVersion !== 'networking.k8s.io/v1') return;
    const spec = child(document.root, 'spec');
    for (const path of paths(spec)) {
      if (path.kind === 'mapping') yield* judgePath(document, path);
    }
    for (const backend of backends(spec)) {
      const old = findPair(backend, 'serviceName') ?? findPair(backend, 'servicePort');
      if (old === undefined) continue;
      const edit = backendMove(document.text, backend);
      yield {
        range: old.key.range,
        message:
          'A backend is `service: {name, port: {number}}` since networking.k8s.io/v1. Kubernetes ' +
          `says: unknown field "${old.name}".`,
        fixes:
          edit === undefined
            ? []
            : [fix(document, 'Write it as a service', [edit], { isPreferred: true })],
      };
    }
  },
};

function* judgePath(document: KubernetesDocument, entry: YamlMapping): Generator<Finding> {
  const type = scalar(child(entry, 'pathType'));
  const pair = findPair(entry, 'path');
  const path = scalar(pair?.value);
  const text = path?.text ?? '';
  if (type === undefined || (path !== undefined && typeof path.value !== 'string')) return;
  if (text === '') {
    if (type.text === 'ImplementationSpecific') return;
    yield {
      range: pair?.key.range ?? type.range,
      message: `The pathType ${type.text} needs a path. Kubernetes says: "must be an absolute path".`,
      fixes: offer(
        document,
        'Take every path: path: /',
        setField(document.text, entry, ['path'], '/'),
      ),
    };
    return;
  }
  if (path === undefined) return;
  if (!text.startsWith('/')) {
    yield {
      range: path.range,
      message: `The path "${text}" has to start with "/". Kubernetes says: "must be an absolute path".`,
      fixes: offer(document, `Write /${text}`, replaceScalar(path, `/${text}`)),
    };
  } else if (NOT_CANONICAL.test(text) && textAt(entry, 'pathType') !== 'ImplementationSpecific') {
    yield {
      range: path.range,
      message: `The path "${text}" has a part that is refused: no "//", "/./", "/../" or "%2f".`,
    };
  }
}
