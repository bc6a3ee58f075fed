import { type SchemaFault, schemaFaults } from '../../schema/walk.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import { firstKey } from '../places.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { apiVersionNode } from '../schema/apiVersions.ts';
import { expectation, pathTo, reality, typeName } from '../schema/words.ts';
import { INFORMATION } from '../severities.ts';
import { definitionOf } from './definitions.ts';

/** Compares custom resources with their definition among the files. */
export const crdInstance: ObjectRule = {
  id: 'crd-instance',
  group: 'references',
  summary: 'A custom resource should be what its definition in these files says.',
  severity: INFORMATION,
  isFixable: true,
  isCrossObject: true,
  *check({ document, schema, set }) {
    const found = definitionOf(document, set, schema);
    if (found === undefined) return;
    const { definition, types } = found;
    const related = [
      {
        uri: definition.uri,
        range: (definition.nameNode ?? definition.kindNode).range,
        message: `${describe(definition)} is here.`,
      },
    ];
    const version = document.apiVersion.slice(document.apiVersion.indexOf('/') + 1);
    const type = types.get(version);
    if (type === undefined) {
      const node = apiVersionNode(document);
      if (node === undefined || types.size === 0) return;
      const served = [...types.keys()].join(', ');
      yield {
        range: node.range,
        message: `${describe(definition)} serves no version "${version}": it has ${served}.`,
        related,
      };
      return;
    }
    for (const fault of schemaFaults(document.root, type)) {
      const said = words(document, fault);
      if (said !== undefined) yield { related, ...said };
    }
  },
};

function words(
  document: KubernetesDocument,
  fault: SchemaFault,
): { range: OffsetRange; message: string; fixes?: Fix[] } | undefined {
  const at = (name: string): string => pathTo(fault.frames, name);
  switch (fault.fault) {
    case 'missing':
      return {
        range: holderKey(document, fault.mapping),
        message: `The definition asks for the field \`${at(fault.name)}\`.`,
      };
    case 'unknown': {
      const meant = nearest(fault.pair.name, fault.owner.fields.keys());
      return {
        range: fault.pair.key.range,
        message:
          `The definition of ${typeName(fault.owner)} has no field \`${at(fault.pair.name)}\`` +
          (meant === undefined ? '.' : `: did you mean \`${meant}\`?`) +
          ' The server would drop it.',
        fixes: meant === undefined ? [] : [rename(document, fault.pair.key.range, meant)],
      };
    }
    case 'type':
      return {
        range: fault.node.kind === 'mapping' ? firstKey(fault.node) : fault.node.range,
        message:
          `\`${at(fault.field.name)}\` is ${reality(fault.node)} here, and the definition wants ` +
          `${expectation(fault.expected)}.`,
      };
    case 'enum': {
      const meant = nearest(fault.node.text, fault.allowed);
      return {
        range: fault.node.range,
        message: `\`${at(fault.field.name)}\` is one of ${fault.allowed.join(', ')} by its definition.`,
        fixes: meant === undefined ? [] : [rename(document, fault.node.range, meant)],
      };
    }
    case 'range': {
      const { min, max } = fault.bounds;
      const bounds = [
        ...(min > -Infinity ? [`at least ${min}`] : []),
        ...(max < Infinity ? [`at most ${max}`] : []),
      ].join(' and ');
      return {
        range: fault.node.range,
        message: `\`${at(fault.field.name)}\` has to be ${bounds} by its definition.`,
      };
    }
    case 'format':
    case 'deprecated':
      return undefined;
  }
}

function rename(document: KubernetesDocument, range: OffsetRange, meant: string): Fix {
  return fix(document, `Write ${meant}`, [{ range, newText: meant }], { isPreferred: true });
}

/** The key whose value lacks something; the kind where the object itself does. */
function holderKey(
  document: KubernetesDocument,
  mapping: SchemaFault['frames'][number]['mapping'],
): OffsetRange {
  if (mapping === document.root) return document.kindNode.range;
  const holder = mapping.parent;
  const pair =
    holder?.kind === 'mapping' ? holder.pairs.find(({ value }) => value === mapping) : undefined;
  return pair?.key.range ?? firstKey(mapping);
}
