import { defineConfig } from 'vite';
import { nodeSide } from './node-side.ts';

/**
 * The engine, on Node 24. Its packages are inside: as few files they are read and compiled in a third of the time that
 * their hundreds of modules take (performance.md, row 1), and of the cluster's client only what is used takes memory (row 2).
 * better-sqlite3 has a native part.
 */
export default defineConfig(
  nodeSide({
    name: 'engine',
    entry: 'electron/engine/process.ts',
    format: 'es',
    target: 'node22',
    external: ['better-sqlite3', '@slack/web-api'],
    inside: [/^(?!better-sqlite3$|@slack\/web-api$)/],
    isSplit: true,
    withoutSideEffects: /node_modules\/@kubernetes\/client-node\//,
  }),
);
