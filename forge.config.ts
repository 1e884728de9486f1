import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { setFuses } from './build/fuses.ts';

/**
 * `npm run dev` (windows from Vite's server, rebuilt as one types) and `npm run package`. The bundles come from the same
 * configurations as those of `npm start`.
 */
const config: ForgeConfig = {
  packagerConfig: {
    name: 'Tminus',
    executableName: 'tminus',
    // The engine is a process of its own with packages of its own, which must lie outside any archive.
    asar: { unpack: '**/{.vite/build/{engine*,rehearsal}.mjs*,shared/packs/**,node_modules/**}' },
    ignore: (file) =>
      file !== '' &&
      !/^\/(package\.json$|\.vite($|\/(build|renderer)($|\/))|shared($|\/packs($|\/))|node_modules($|\/))/.test(file),
    ...(process.env.TMINUS_ELECTRON_ZIPS === undefined ? {} : { electronZipDir: process.env.TMINUS_ELECTRON_ZIPS }),
  },
  hooks: {
    packageAfterCopy: async (_config, buildPath, _version, platform) => setFuses(buildPath, platform),
  },
  // better-sqlite3 ships its binaries for every platform: nothing is compiled.
  rebuildConfig: { onlyModules: [] },
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/main/main.ts', config: 'build/vite/main.config.ts', target: 'main' },
        { entry: 'electron/preload/preload.ts', config: 'build/vite/preload.config.ts', target: 'preload' },
        { entry: 'electron/engine/process.ts', config: 'build/vite/engine.config.ts', target: 'main' },
        { entry: 'electron/rehearsal/main.ts', config: 'build/vite/rehearsal.config.ts', target: 'main' },
      ],
      renderer: [{ name: 'main_window', config: 'build/vite/renderer.config.ts' }],
    }),
  ],
};

export default config;
