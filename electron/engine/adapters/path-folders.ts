import { delimiter, isAbsolute } from 'node:path';

/** The folders where this machine looks for programs; those that depend on where one stands are left out. */
export const pathFolders = (): readonly string[] => (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
