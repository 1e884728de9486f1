import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { nodeSide, tree } from './node-side.ts';

const { devDependencies } = JSON.parse(readFileSync(`${tree}package.json`, 'utf8'));

/** Electron's main process. Its Node may be 20 (the registry's Electron), so everything it uses is inside the file. */
export default defineConfig({
  ...nodeSide({
    name: 'main',
    entry: 'electron/main/main.ts',
    format: 'cjs',
    target: 'node20',
    external: ['electron', /^electron\//],
  }),
  define: { __TMINUS_ELECTRON__: JSON.stringify(devDependencies.electron) },
});
