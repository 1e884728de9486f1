import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';

/**
 * Installers: `npm run build && npm run dist`. Offline, with an Electron that is already there:
 * `TMINUS_ELECTRON_DIST=FOLDER npm run dist -- --dir`.
 */
const dist = process.env.TMINUS_ELECTRON_DIST;
const config: Configuration = {
  appId: 'app.tminus.console',
  productName: 'Tminus',
  directories: { output: 'out/dist' },
  files: [
    'package.json',
    '.vite/build/**',
    '.vite/renderer/**',
    'shared/packs/**',
    '!**/*.map',
    '!node_modules/**/*.{md,map,ts,mts,cts}',
  ],
  asar: true,
  // The engine runs as a process of its own and loads a native module: it and its packages lie outside the archive.
  asarUnpack: ['.vite/build/engine*.mjs', '.vite/build/rehearsal.mjs', 'shared/packs/**', 'node_modules/**'],
  npmRebuild: false,
  // An Electron of the package registry brings an app of its own, which stands for Electron's default one.
  afterPack: async ({ appOutDir }) => rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: { target: ['AppImage', 'deb'], category: 'Development', executableName: 'tminus' },
  mac: { target: ['dmg'], category: 'public.app-category.developer-tools', hardenedRuntime: true },
  win: { target: ['nsis'] },
  ...(dist === undefined ? {} : { electronDist: dist }),
};

export default config;
