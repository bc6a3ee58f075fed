import type { StartOptions } from './startOptions.ts';

/** A VS Code window (or the server of one) that `npm start` opened. */
export interface OpenWindow {
  readonly kind: 'desktop' | 'browser';
  /** What the person needs to know to get there, one line each, indented by two. */
  readonly lines: readonly string[];
  /** Settles when it ends by itself. */
  readonly ended: Promise<unknown>;
  readonly logFile: string | undefined;
  stop(): Promise<void>;
}

/** What both kinds of window need. */
export interface WindowRequest {
  readonly options: StartOptions;
  /** The packed extension. */
  readonly vsix: string;
  readonly env: NodeJS.ProcessEnv;
}
