import type { KubernetesSchema } from '../schema/kubernetesSchema.ts';
import type { ObjectType } from '../schema/fieldTypes.ts';
import type { ClusterKnowledge } from '../rules/cluster/clusterKnowledge.ts';
import { definitionOf } from '../rules/customResources/definitions.ts';
import type { KubernetesDocument } from '../rules/kubernetesDocument.ts';
import type { ObjectSet } from '../rules/objectSet.ts';
import type { SourceFile } from '../rules/sourceFile.ts';
import { type Located, locate } from './located.ts';

/** What the language features look at. */
export interface LanguageContext {
  readonly file: SourceFile;
  readonly set: ObjectSet;
  readonly schema: KubernetesSchema;
  /** What is known of the cluster that the file was last compared with. */
  readonly cluster?: ClusterKnowledge | undefined;
}

/** The object of a file that an offset is in. */
export function objectAt({ objects }: SourceFile, offset: number): KubernetesDocument | undefined {
  // Behind the last value of an object, where the next one is typed, it is still that object.
  return objects.findLast(({ root, yaml }) => root.range[0] <= offset && offset <= yaml.range[1]);
}

/** What stands at an offset of a file. */
export function locatedAt(context: LanguageContext, offset: number): Located | undefined {
  const document = objectAt(context.file, offset);
  return document === undefined ? undefined : locate(document, typeOf(document, context), offset);
}

/** The type of an object, from Kubernetes or from a definition among the files. */
export function typeOf(
  document: Pick<KubernetesDocument, 'apiVersion' | 'kind'>,
  { set, schema, cluster }: Pick<LanguageContext, 'set' | 'schema' | 'cluster'>,
): ObjectType | undefined {
  const builtIn = schema.typeOf(document.apiVersion, document.kind);
  if (builtIn !== undefined) return builtIn;
  const version = document.apiVersion.slice(document.apiVersion.indexOf('/') + 1);
  return (
    definitionOf(document, set, schema)?.types.get(version) ??
    cluster?.types.get(`${document.apiVersion} ${document.kind}`)
  );
}
