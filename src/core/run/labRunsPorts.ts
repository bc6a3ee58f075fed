import type { Clock, Clusters, Files, Kubectl, Log, Programs, Random, RunStore } from '../ports.ts';
import type { Cel } from '../rules/cel.ts';

/** What attempts at labs need of the outside world. */
export interface LabRunsPorts {
  readonly clusters: Clusters;
  readonly store: RunStore;
  readonly files: Files;
  readonly kubectl: Kubectl;
  readonly programs: Programs;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The language of `cel` checks. */
  readonly loadCel: () => Promise<Cel>;
}
