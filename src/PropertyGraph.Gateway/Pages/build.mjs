// Bundles GraphiQL and its Monaco workers into ../wwwroot/graphiql, so that the page loads nothing from anywhere else.
import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, '../wwwroot/graphiql');
const require = createRequire(import.meta.url);

// The dialog of short keys links to an editor's manual on the web. A page for closed networks has no use for links that lead nowhere.
const noOutsideLinks = {
  name: 'no-outside-links',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/](@graphiql|graphiql)[\\/].*\.js$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(/(["'`])https:\/\/code\.visualstudio\.com\/[^"'`]*\1/g, '"#"'),
      loader: 'js',
    }));
  },
};

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'external',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff2': 'file' },
  assetNames: '[name]-[hash]',
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await Promise.all([
  build({
    ...common,
    entryPoints: { graphiql: 'graphiql/main.jsx' },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    jsx: 'automatic',
    plugins: [noOutsideLinks],
  }),
  build({
    ...common,
    entryPoints: {
      'editor.worker': require.resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
      'json.worker': require.resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
      'graphql.worker': require.resolve('monaco-graphql/esm/graphql.worker.js'),
    },
    outdir: out,
    format: 'iife',
  }),
]);

// Written last: the build of the gateway takes this file's date as the date of the whole bundle.
await writeFile(path.join(out, 'index.html'), await readFile(path.join(here, 'graphiql/index.html')));
