/**
 * Everything that needs the Markdown parser, as one chunk: the editor loads it when somebody first
 * looks at labs, and never for those who only write manifests.
 */
export { loadLibrary } from './library.ts';
export { renderMarkdown, renderStep } from './render.ts';
