/** A schema that comes along in `schemas/`, and the names of the files that it is for. */
export interface ToolSchema {
  readonly schema: string;
  readonly fileMatch: readonly string[];
}

/** Files of tools around Kubernetes: no objects of its own, so the rules have nothing to say there. */
export const TOOL_SCHEMAS: readonly ToolSchema[] = [
  {
    schema: 'kustomization.schema.json',
    fileMatch: ['kustomization.yaml', 'kustomization.yml'],
  },
  { schema: 'chart.schema.json', fileMatch: ['Chart.yaml'] },
  { schema: 'kind-cluster.schema.json', fileMatch: ['kind.yaml', 'kind-*.yaml', '*.kind.yaml'] },
  { schema: 'course.schema.json', fileMatch: ['course.yaml'] },
  { schema: 'k8s-labs.schema.json', fileMatch: ['.k8s-labs.yaml'] },
];

/** Every file that the YAML language server is for; values of charts have the chart's own schema. */
export const TOOL_FILES: readonly string[] = [
  ...TOOL_SCHEMAS.flatMap(({ fileMatch }) => fileMatch),
  'values.yaml',
];
