import type { Library } from '../core/lab/labList.ts';
import type {
  Clock,
  Clusters,
  Files,
  Kubectl,
  Log,
  OwnKubeconfig,
  PracticeCluster,
  Programs,
} from '../core/ports.ts';
import type { LabRuns } from '../core/run/labRuns.ts';
import type { ExitCode } from './exitCode.ts';

/** What a subcommand is given by the composition root. */
export interface CliContext {
  readonly files: Files;
  readonly clusters: Clusters;
  readonly practice: PracticeCluster;
  readonly ownKubeconfig: OwnKubeconfig;
  readonly runs: LabRuns;
  readonly kubectl: Kubectl;
  readonly programs: Programs;
  readonly clock: Clock;
  /** Runs apart from those of people, with a folder for their files. */
  scratch(): Promise<Scratch>;
  readonly log: Log;
  /** Absolute folder in which the command was started, with `/` between parts. */
  readonly cwd: string;
  /** The bundled labs, and those below these folders. */
  library(folders: readonly string[]): Promise<Library>;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  write(text: string): void;
}

/** A place for runs that nobody is to see. */
export interface Scratch {
  readonly runs: LabRuns;
  /** Absolute, with `/` between parts. */
  readonly folder: string;
  /** Removes the folder with everything in it. */
  remove(): Promise<void>;
}

/** One subcommand. */
export interface Subcommand {
  readonly name: string;
  /** One line for the help: `start LAB [--workdir DIR]`. */
  readonly usage: string;
  readonly summary: string;
  /** True when it needs the Node of the cluster client. */
  readonly needsCluster: boolean;
  /** @throws LabError, or UsageError for wrong arguments */
  run(args: readonly string[], context: CliContext): Promise<ExitCode>;
}
