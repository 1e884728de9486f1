import { defineConfig } from 'vite';
import { nodeSide } from './node-side.ts';

/** The engine, on Node 24; packages stay in node_modules (better-sqlite3 has a native part). */
export default defineConfig(
  nodeSide({
    name: 'engine',
    entry: 'electron/engine/process.ts',
    format: 'es',
    target: 'node22',
    external: [/^[^.#/]/],
  }),
);
