import type {
  Clock,
  Clusters,
  Files,
  Kubectl,
  LocalClusters,
  Log,
  OwnKubeconfig,
  PracticeCluster,
  Programs,
} from '../core/ports.ts';
import type { ReadTree } from '../core/pack/buildPack.ts';
import type { LabRuns } from '../core/run/labRuns.ts';

/** kubectl, and the folder that a terminal's PATH needs where it has none of its own. */
export interface TerminalKubectl extends Kubectl {
  folder(): Promise<string | undefined>;
}

/** A place for runs that nobody is to see. */
export interface Scratch {
  readonly runs: LabRuns;
  /** Absolute, with `/` between parts. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Reads folders whole and writes archives. */
export interface Packer {
  readonly readTree: ReadTree;
  write(path: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void>;
}

/** What the UI is given by the composition root; it reaches the outside world through nothing else. */
export interface LabServices {
  readonly runs: LabRuns;
  readonly clusters: Clusters;
  readonly practice: PracticeCluster;
  readonly localClusters: LocalClusters;
  readonly ownKubeconfig: OwnKubeconfig;
  readonly kubectl: TerminalKubectl;
  readonly programs: Programs;
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
  /** Runs apart from those of people, with a folder for their files: for proving labs. */
  scratch(): Promise<Scratch>;
  /** Writes packs of labs. */
  readonly packer: Packer;
  /** True when a kubeconfig is where kubectl would look for one. Loads no cluster code. */
  hasKubeconfig(): Promise<boolean>;
}
