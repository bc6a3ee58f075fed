import { child, pairs } from '../yaml/access.ts';
import type { KubernetesDocument } from './kubernetesDocument.ts';
import { KUBE_LINTER_CHECKS } from './kubeLinterChecks.ts';

/** Part of every annotation that asks to be left out. */
export const IGNORE_DOMAIN = 'kube-linter.io/';

const CHECK_PREFIX = 'ignore-check.kube-linter.io/';
const ALL = 'kube-linter.io/ignore-all';

const NONE: ReadonlySet<string> = new Set();

/** Rules that an object asks by annotation to leave out for it; `*` stands for all of them. */
export function ignoredRules({ root }: KubernetesDocument): ReadonlySet<string> {
  const annotations = pairs(child(child(root, 'metadata'), 'annotations'));
  const ignored = annotations.flatMap(({ name }) => {
    if (name === ALL) return ['*'];
    if (!name.startsWith(CHECK_PREFIX)) return [];
    return KUBE_LINTER_CHECKS[name.slice(CHECK_PREFIX.length)] ?? [];
  });
  return ignored.length === 0 ? NONE : new Set(ignored);
}
