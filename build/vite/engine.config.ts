import { defineConfig } from 'vite';
import { nodeSide } from './node-side.ts';

/**
 * Inside the file: what every start of the engine loads. As one file it is read and compiled in a third of the time that
 * their hundreds of modules take (performance.md, row 1).
 */
const inside = /^(zod|yaml|temporal-polyfill|temporal-utils|temporal-spec|undici)(\/|$)/;
const outside = /^(?!(?:zod|yaml|temporal-polyfill|temporal-utils|temporal-spec|undici)(?:\/|$))[^.#/]/;

/** The engine, on Node 24; other packages stay in node_modules (better-sqlite3 has a native part). */
export default defineConfig(
  nodeSide({
    name: 'engine',
    entry: 'electron/engine/process.ts',
    format: 'es',
    target: 'node22',
    external: [outside],
    inside: [inside],
  }),
);
