import * as vscode from 'vscode';
import type { Log } from '../../core/ports.ts';
import type { Cel } from '../../core/rules/cel.ts';
import type { LintOptions } from '../../core/rules/engine.ts';
import { rules } from '../../core/rules/index.ts';
import type { Severity } from '../../core/rules/rule.ts';
import type { RepositoryConfigs } from './repositoryConfigs.ts';
import { readSettings } from './settings.ts';

/** Severity per rule id, over profile and settings. */
export type RuleOverrides = Readonly<Record<string, Severity | 'off' | undefined>>;

/** What counts for one file. */
interface Scope {
  readonly isEnabled: boolean;
  readonly lint: LintOptions;
}

interface ScopesOptions {
  readonly log: Log;
  overridesFor?(uri: vscode.Uri): RuleOverrides;
  /** What the repository of a file says. */
  repositoryOf(uri: string): ReturnType<RepositoryConfigs['of']>;
  /** Minor version of the cluster that a file was compared with. */
  minorOf(uri: string): number | undefined;
}

/** What settings and labs say about each file, kept until either changes. */
export class Scopes {
  readonly #options: ScopesOptions;
  readonly #scopes = new Map<string, Scope>();
  #cel: Cel | undefined;

  constructor(options: ScopesOptions) {
    this.#options = options;
  }

  get hasCel(): boolean {
    return this.#cel !== undefined;
  }

  /** From now on admission policies are run. */
  useCel(cel: Cel): void {
    this.#cel = cel;
    this.clear();
  }

  clear(): void {
    this.#scopes.clear();
  }

  of(uri: string): Scope {
    const known = this.#scopes.get(uri);
    if (known !== undefined) return known;
    const parsed = vscode.Uri.parse(uri);
    // Settings stand over the repository, for they are what a person has chosen.
    const settings = readSettings(parsed);
    const repository = this.#options.repositoryOf(uri);
    const minor = settings.minor ?? repository?.config.minor ?? this.#options.minorOf(uri);
    const scope: Scope = {
      isEnabled: settings.isEnabled && repository?.isExcluded !== true,
      lint: {
        rules,
        profile: settings.profile ?? repository?.config.profile ?? 'learner',
        ...(minor === undefined ? {} : { minor }),
        cel: this.#cel,
        overrides: {
          ...repository?.config.rules,
          ...settings.rules,
          ...this.#options.overridesFor?.(parsed),
        },
        onRuleFailed: (message, cause) => this.#options.log.error(message, cause),
      },
    };
    this.#scopes.set(uri, scope);
    return scope;
  }
}
