import type { ClusterRule } from '../rule.ts';
import { clusterRefExists } from './clusterRefExists.ts';
import { clusterVersionApi } from './clusterVersionApi.ts';
import { immutableField } from './immutableField.ts';
import { metricsMissing } from './metricsMissing.ts';
import { nodeFit } from './nodeFit.ts';
import { runtimeHints } from './runtimeHints.ts';
import { serverDryRun } from './serverDryRun.ts';

/** What a cluster has to say about the objects of the files. */
export const clusterRules: readonly ClusterRule[] = [
  clusterVersionApi,
  serverDryRun,
  immutableField,
  clusterRefExists,
  runtimeHints,
  nodeFit,
  metricsMissing,
];
