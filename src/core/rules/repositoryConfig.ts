import { kubernetesMinor } from '../schema/kubernetesVersion.ts';
import { child, items, pairs, scalar } from '../yaml/access.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { OffsetRange, YamlNode } from '../yaml/tree.ts';
import { nearest } from './nearest.ts';
import type { Profile, Severity } from './rule.ts';

/** Name of the file, at the top of a repository. */
export const CONFIG_NAME = '.k8s-labs.yaml';

export const PROFILES: readonly Profile[] = [
  'learner',
  'review',
  'pss-baseline',
  'pss-restricted',
  'all',
];

export const SEVERITIES: readonly (Severity | 'off')[] = [
  'error',
  'warning',
  'information',
  'hint',
  'off',
];

/** What a repository says about its manifests. */
export interface RepositoryConfig {
  readonly profile: Profile | undefined;
  /** Minor version of Kubernetes. */
  readonly minor: number | undefined;
  /** Severity per rule id, over the profile's. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Paths that are left out, from the repository's top: `charts/`, `generated/*.yaml`. */
  readonly exclude: readonly string[];
}

export interface ConfigFault {
  readonly range: OffsetRange;
  readonly message: string;
}

const KEYS = ['profile', 'kubernetesVersion', 'rules', 'exclude'];

/** Reads the file; what is wrong with it is told and left out. @param ruleIds rules there are */
export function readConfig(
  text: string,
  ruleIds: readonly string[],
): { config: RepositoryConfig; faults: ConfigFault[] } {
  const faults: ConfigFault[] = [];
  const [document] = parseYaml(text);
  const problem = document?.problems[0];
  if (problem !== undefined) faults.push({ range: problem.range, message: problem.message });
  const root = document?.root;
  for (const { key, name } of pairs(root)) {
    if (!KEYS.includes(name)) {
      faults.push({ range: key.range, message: `There is no "${name}": use ${KEYS.join(', ')}.` });
    }
  }
  return {
    config: {
      profile: oneOf(child(root, 'profile'), PROFILES, faults),
      minor: minorOf(child(root, 'kubernetesVersion'), faults),
      rules: rulesOf(child(root, 'rules'), ruleIds, faults),
      exclude: items(child(root, 'exclude')).flatMap((item) => scalar(item)?.text ?? []),
    },
    faults,
  };
}

function oneOf<T extends string>(
  node: YamlNode | undefined,
  allowed: readonly T[],
  faults: ConfigFault[],
): T | undefined {
  if (node === undefined) return undefined;
  const text = scalar(node)?.text;
  const found = allowed.find((one) => one === text);
  if (found === undefined) {
    const message = `"${text ?? ''}" is none of ${allowed.join(', ')}.`;
    faults.push({ range: node.range, message });
  }
  return found;
}

function minorOf(node: YamlNode | undefined, faults: ConfigFault[]): number | undefined {
  if (node === undefined) return undefined;
  const minor = kubernetesMinor(scalar(node)?.text ?? '');
  if (minor === undefined) {
    faults.push({ range: node.range, message: 'A version of Kubernetes looks like "1.36".' });
  }
  return minor;
}

function rulesOf(
  node: YamlNode | undefined,
  ruleIds: readonly string[],
  faults: ConfigFault[],
): Record<string, Severity | 'off'> {
  const rules: Record<string, Severity | 'off'> = {};
  for (const { key, name, value } of pairs(node)) {
    if (!ruleIds.includes(name)) {
      const near = nearest(name, ruleIds);
      const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
      faults.push({ range: key.range, message: `There is no rule "${name}".${hint}` });
      continue;
    }
    const severity = oneOf(value, SEVERITIES, faults);
    if (severity !== undefined) rules[name] = severity;
  }
  return rules;
}

/** True for a path (from the repository's top) that the configuration leaves out. */
export function isExcluded(path: string, { exclude }: Pick<RepositoryConfig, 'exclude'>): boolean {
  return exclude.some((pattern) => matcher(pattern).test(path));
}

/** `*` stands for a part of a name, `**` for any number of folders; a folder means all below it. */
function matcher(pattern: string): RegExp {
  const parts = pattern
    .replace(/^\.?\//, '')
    .replace(/\/$/, '')
    .split('/');
  const source = parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    if (part === '**') return isLast ? '.*' : '(?:[^/]+/)*';
    const name = part.replaceAll(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '[^/]*');
    return isLast ? name : `${name}/`;
  });
  return new RegExp(`^${source.join('')}(?:/.*)?$`);
}
