import { defineConfig } from 'vite';
import { nodeSide } from './node-side.ts';

/** The bridge. It runs in a sandbox: one file, nothing but `electron` from outside. */
export default defineConfig(
  nodeSide({
    name: 'preload',
    entry: 'electron/preload/preload.ts',
    format: 'cjs',
    target: 'chrome130',
    external: ['electron'],
  }),
);
