import { ensureElectron } from './electron.mjs';
import { ensureNode } from './node.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureSystem } from './system.mjs';
import { StartTrouble } from './trouble.mjs';

/**
 * What `npm start` and `npm test` need before anything of ours can run. Each step does nothing when it is done already.
 * @returns {Promise<{node: string, electron: import('./electron.mjs').FoundElectron}>}
 */
export const prepare = async () => {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 18) {
    throw new StartTrouble(
      'This Node.js is too old.',
      `It is ${process.versions.node}; Tminus starts with any from 18 on.`,
      'Install Node.js 18 or newer, then type the same command again.',
    );
  }
  await ensurePackages();
  const node = await ensureNode();
  const electron = await ensureElectron(node);
  await ensureSystem(electron.program);
  return { node, electron };
};
