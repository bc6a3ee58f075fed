// Bundles everything that ships into dist/: `node esbuild.mjs [--tests] [--watch]`.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { brotliCompressSync } from 'node:zlib';
import { build, context } from 'esbuild';

const isWatching = process.argv.includes('--watch');
const withTests = process.argv.includes('--tests');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: !isWatching,
  sourcemap: isWatching ? 'inline' : false,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** Files beside the bundles: what several of them share, and chunks that they load on first use. */
const chunks = [
  './builtInSchema.js',
  './cel.js',
  './diagnosticsChunk.js',
  './hoverChunk.js',
  './kubeChunk.js',
  './labEngine.js',
  './patchYaml.js',
  './ruleSet.js',
  './yamlRecovery.js',
  './yamlServerChunk.js',
];

/** Turns the source of a chunk into a require of the chunk's bundle. */
const lazyChunks = {
  name: 'lazy-chunks',
  /** @param {import('esbuild').PluginBuild} plugin */
  setup(plugin) {
    plugin.onResolve(
      {
        filter:
          /\/(cel|diagnosticsChunk|hoverChunk|kubeChunk|labEngine|patchYaml|yamlRecovery|yamlServerChunk)\.ts$/,
      },
      ({ path, kind }) => {
        if (kind !== 'dynamic-import') return undefined;
        const name = path.slice(path.lastIndexOf('/') + 1, -'.ts'.length);
        return { path: `./${name}.js`, external: true };
      },
    );
  },
};

/** The rules and the table of Kubernetes' fields, which editor and command line both need whole. */
const sharedModules = {
  name: 'shared-modules',
  /** @param {import('esbuild').PluginBuild} plugin */
  setup(plugin) {
    plugin.onResolve({ filter: /\/(index|builtIn)\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind === 'entry-point') return undefined;
      const source = join(resolveDir, path).replaceAll('\\', '/');
      if (source.endsWith('/core/rules/index.ts')) return { path: './ruleSet.js', external: true };
      if (source.endsWith('/core/schema/builtIn.ts'))
        return { path: './builtInSchema.js', external: true };
      return undefined;
    });
  },
};

/**
 * Of the cluster client's library only the login and the WebSocket are used. Its modules do nothing
 * while they load, which its manifest does not say, so all of the API's classes would come along.
 */
const usedPartsOnly = {
  name: 'used-parts-only',
  /** @param {import('esbuild').PluginBuild} plugin */
  setup(plugin) {
    const seen = Symbol('seen');
    plugin.onResolve({ filter: /./ }, async ({ path, pluginData, ...options }) => {
      const isLibrary =
        path === '@kubernetes/client-node' ||
        /[\\/]@kubernetes[\\/]client-node[\\/]/.test(options.importer);
      if (!isLibrary || pluginData === seen) return undefined;
      const found = await plugin.resolve(path, { ...options, pluginData: seen });
      if (!/[\\/]@kubernetes[\\/]client-node[\\/]/.test(found.path)) return undefined;
      return { ...found, sideEffects: false };
    });
  },
};

/** The descriptions of Kubernetes' fields: text that packs far better this way than as an archive does it. */
const packedDescriptions = {
  name: 'packed-descriptions',
  /** @param {import('esbuild').PluginBuild} plugin */
  setup(plugin) {
    plugin.onLoad({ filter: /\/schema\/descriptions\.json$/ }, async ({ path }) => {
      const packed = brotliCompressSync(await readFile(path)).toString('base64');
      const contents = `const { brotliDecompressSync } = require('node:zlib');
        module.exports = JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')));`;
      return { contents, loader: 'js' };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  external: ['vscode', ...chunks],
  plugins: [lazyChunks, sharedModules, packedDescriptions, usedPartsOnly],
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions[]} */
const targets = [
  { ...node, target: 'node24', entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' },
  {
    ...node,
    target: 'node24',
    entryPoints: ['src/ui/diagnostics/diagnosticsChunk.ts'],
    outfile: 'dist/diagnosticsChunk.js',
  },
  {
    ...node,
    target: 'node24',
    entryPoints: ['src/core/language/hoverChunk.ts'],
    outfile: 'dist/hoverChunk.js',
  },
  {
    ...node,
    target: 'node24',
    entryPoints: ['src/adapters/yamlServer/yamlServerChunk.ts'],
    outfile: 'dist/yamlServerChunk.js',
  },
  // The YAML language server, in a process of its own and without its way to the network.
  {
    ...common,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    entryPoints: ['yaml-language-server/out/src/server.js'],
    outfile: 'dist/yamlServer.mjs',
    mainFields: ['module', 'main'],
    alias: { 'request-light': './src/adapters/yamlServer/noNetwork.ts' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  },
  // The command line starts on Node 20 (lint, labs); what talks to a cluster needs Node 22.
  {
    ...node,
    target: 'node20',
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...node,
    target: 'node22',
    entryPoints: ['src/adapters/kube/kubeChunk.ts'],
    alias: { undici: './src/adapters/kube/noFetch.ts' },
    outfile: 'dist/kubeChunk.js',
  },
  {
    ...node,
    target: 'node20',
    entryPoints: ['src/core/rules/index.ts'],
    outfile: 'dist/ruleSet.js',
  },
  {
    ...node,
    target: 'node20',
    entryPoints: ['src/core/schema/builtIn.ts'],
    outfile: 'dist/builtInSchema.js',
  },
  {
    ...node,
    target: 'node20',
    entryPoints: ['src/adapters/yaml/yamlRecovery.ts'],
    outfile: 'dist/yamlRecovery.js',
  },
  {
    ...node,
    target: 'node20',
    entryPoints: ['src/adapters/cel/cel.ts'],
    outfile: 'dist/cel.js',
  },
  {
    ...node,
    target: 'node20',
    entryPoints: ['src/core/labEngine.ts'],
    outfile: 'dist/labEngine.js',
  },
  {
    ...node,
    target: 'node20',
    entryPoints: ['src/core/lab/patchYaml.ts'],
    outfile: 'dist/patchYaml.js',
  },
  {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'es2024',
    entryPoints: { stepPanel: 'media/stepPanel.ts' },
    outdir: 'dist',
  },
  { ...common, entryPoints: ['media/stepPanel.css'], outdir: 'dist' },
];

if (withTests) {
  targets.push({
    ...node,
    // Tests look at our functions, not at our files: the chunks are bundled in.
    plugins: [],
    minify: false,
    target: 'node24',
    entryPoints: ['test/host/index.ts', 'test/host/activation.ts', 'test/host/*.test.ts'],
    outdir: 'dist/test/host',
    external: ['vscode', 'mocha'],
  });
}

await mkdir('dist', { recursive: true });
await rm('dist/test', { recursive: true, force: true });
// The repository's own modules are ESM; VS Code requires the bundles, which are CommonJS.
await writeFile('dist/package.json', '{ "type": "commonjs" }\n');
await cp('node_modules/yaml-language-server/l10n/bundle.l10n.json', 'dist/l10n/bundle.l10n.json');
if (existsSync('docs/rules')) {
  await rm('dist/rules', { recursive: true, force: true });
  await cp('docs/rules', 'dist/rules', { recursive: true });
}

if (isWatching) {
  for (const options of targets) await (await context(options)).watch();
} else {
  await Promise.all(targets.map((options) => build(options)));
}
