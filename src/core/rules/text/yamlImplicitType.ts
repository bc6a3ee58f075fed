import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import { items, nodeAt, type YamlPath } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Container } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { quoted } from '../stringValues.ts';
import { specNodes } from './specNodes.ts';

/** Fields of Kubernetes' own objects that are texts wherever they stand. */
const TEXT_FIELD =
  /^(?:name|namespace|image|host|hostname|subdomain|nodeName|mountPath|subPath|workingDir|key|effect|topologyKey|serviceAccountName|serviceName|secretName|claimName|storageClassName|priorityClassName|ingressClassName|schedulerName|runtimeClassName|volumeName|imagePullPolicy|restartPolicy)$/;

/** Lists of words inside a container. */
const WORD_LISTS: readonly YamlPath[] = [
  ['command'],
  ['args'],
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [probe, 'exec', 'command']),
  ...['postStart', 'preStop'].map((hook) => ['lifecycle', hook, 'exec', 'command']),
];

/** Flags words that YAML takes for a boolean, a number or nothing where Kubernetes wants text. */
export const yamlImplicitType: ObjectRule = {
  id: 'yaml-implicit-type',
  group: 'text',
  summary: 'Text that YAML reads as a boolean, number or null (`on`, `1.10`, `null`) needs quotes.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check({ document, set }) {
    if (!isBuiltIn(document)) return;
    for (const container of set.podOf(document)?.containers ?? []) {
      for (const { node, field } of words(container)) {
        const found = finding(document, node, `an item of \`${field}\``);
        if (found !== undefined) yield found;
      }
    }
    for (const node of specNodes(document.root)) {
      if (node.kind !== 'mapping') continue;
      for (const { name, value } of node.pairs) {
        if (!TEXT_FIELD.test(name)) continue;
        const found = finding(document, value, `\`${name}\``);
        if (found !== undefined) yield found;
      }
    }
  },
};

function words({ node }: Container): { node: YamlNode; field: string }[] {
  return WORD_LISTS.flatMap((path) =>
    items(nodeAt(node, path)).map((item) => ({ node: item, field: String(path.at(-1)) })),
  );
}

function finding(document: KubernetesDocument, node: YamlNode, place: string): Finding | undefined {
  if (node.kind !== 'scalar' || node.isAbsent || typeof node.value === 'string') return undefined;
  const edit = quoted(node);
  return {
    range: node.range,
    message:
      `For kubectl ${node.text} is ${reading(node)}, but ${place} is text. Kubernetes ` +
      `${node.value === null ? 'sees nothing here' : 'refuses the object'}: put it in quotes.`,
    fixes:
      edit === undefined
        ? []
        : [
            fix(document, `Write it as ${edit.newText}`, [edit], {
              isPreferred: true,
              isMechanical: true,
            }),
          ],
  };
}

function reading({ value, text }: YamlScalar): string {
  if (value === null) return 'nothing at all';
  if (typeof value === 'boolean') return `the boolean ${value}`;
  return String(value) === text ? 'a number' : `the number ${value}`;
}
