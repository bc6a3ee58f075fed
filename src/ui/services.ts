import type { Clock, Clusters, Files, Kubectl, Log, PracticeCluster } from '../core/ports.ts';
import type { LabRuns } from '../core/run/labRuns.ts';

/** kubectl, and the folder that a terminal's PATH needs where it has none of its own. */
export interface TerminalKubectl extends Kubectl {
  folder(): Promise<string | undefined>;
}

/** What the UI is given by the composition root; it reaches the outside world through nothing else. */
export interface LabServices {
  readonly runs: LabRuns;
  readonly clusters: Clusters;
  readonly practice: PracticeCluster;
  readonly kubectl: TerminalKubectl;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Opens the view with what was logged. */
  showLog(): void;
  /** Absolute folder of the labs that the extension brings. */
  readonly bundledLabs: string;
  /** Absolute folder for learners' files where no workspace is open and no setting names one. */
  readonly defaultWorkFolder: string;
  /** Name of the context that whoever started the editor chose; undefined: nobody did. */
  readonly preferredContext: string | undefined;
  /** True when a kubeconfig is where kubectl would look for one. Loads no cluster code. */
  hasKubeconfig(): Promise<boolean>;
}
