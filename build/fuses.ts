import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FuseV1Config, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/**
 * What the packaged program may never be made to do: run as plain Node, take Node's options or its inspector, load
 * another app than the one in its archive.
 */
export const fuses: FuseV1Config = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

const programs: Readonly<Record<string, readonly string[]>> = {
  darwin: ['Electron.app/Contents/MacOS/Electron', 'Tminus.app/Contents/MacOS/Tminus'],
  win32: ['electron.exe', 'tminus.exe', 'Tminus.exe'],
  linux: ['electron', 'tminus'],
};

/**
 * Sets the fuses of the Electron that an app folder was copied into.
 * @param appFolder .../resources/app of the program being packaged
 * @throws Error when the program is not where it has to be: nothing goes out with fuses as they come
 */
export const setFuses = async (appFolder: string, platform: string): Promise<void> => {
  const base = platform === 'darwin' ? join(appFolder, '..', '..', '..', '..') : join(appFolder, '..', '..');
  const program = (programs[platform] ?? []).map((name) => join(base, name)).find(existsSync);
  if (program === undefined) throw new Error(`No Electron to set fuses of in ${base}.`);
  await flipFuses(program, fuses);
};
