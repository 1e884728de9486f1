import { defineConfig } from 'vite';
import { nodeSide } from './node-side.ts';

/** The rehearsal environment, on Node 24; packages stay in node_modules. */
export default defineConfig(
  nodeSide({
    name: 'rehearsal',
    entry: 'electron/rehearsal/main.ts',
    format: 'es',
    target: 'node22',
    external: [/^[^.#/]/],
  }),
);
