import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { tree } from './node-side.ts';

/** The windows: served over app:// when built, by Vite's server under `npm run dev` alone. */
export default defineConfig({
  root: `${tree}renderer`,
  base: './',
  clearScreen: false,
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: `${tree}.vite/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: true,
    // The content policy allows fonts and pictures of our own only, as files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [`${tree}renderer/index.html`, `${tree}renderer/wall.html`] },
  },
});
