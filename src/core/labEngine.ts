/**
 * Everything that works on labs, as one chunk: the parsers of labs and Markdown, and the checks.
 * The editor loads it when somebody first looks at labs, and never for those who only write
 * manifests; the command line loads it for everything but `lint`.
 */
export { checkStep, takeBaselines, watchedLists } from './checks/engine.ts';
export { checkKinds } from './checks/kinds/index.ts';
export { proveLab } from './proof/proveLab.ts';
export { blastRadius } from './run/blastRadius.ts';
export { examine } from './run/doctor.ts';
export { readReceipt, receiptOf } from './run/receipt.ts';
export { preflight } from './run/preflight.ts';
export { explainAt, offersAt } from './language/frontMatter.ts';
export { loadLibrary } from './lab/library.ts';
export { renderMarkdown, renderStep } from './lab/render.ts';
export { toValue } from './yaml/access.ts';
export { parseYaml } from './yaml/parse.ts';
