#!/usr/bin/env node
// Bundles the page of the inspector into dist/inspector/page: three files that load nothing else.
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../../dist/inspector/page');

mkdirSync(target, { recursive: true });
await build({
  entryPoints: { page: join(here, 'main.tsx'), style: join(here, 'style/style.css') },
  outdir: target,
  bundle: true,
  format: 'esm',
  target: ['es2023', 'chrome120', 'firefox121', 'safari17'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'inline',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
for (const name of ['index.html', 'icon.svg']) copyFileSync(join(here, name), join(target, name));
