import { childHost } from './child-host.ts';
import { canRunEngine, type EngineHost, type EngineLaunch } from './engine-host.ts';
import { utilityHost } from './utility-host.ts';

/** Whether the engine runs inside Electron, which then has to be up first. */
export const needsApp = canRunEngine(process.versions.node);

/**
 * How the engine is run: inside Electron where Electron's own Node is new enough, else as a child on the Node that
 * `npm start` got. One place decides.
 * @param node path of a Node 24, if start-up found one
 */
export const engineHost = (launch: EngineLaunch, node: string | undefined): EngineHost => {
  if (needsApp) return utilityHost(launch);
  if (node === undefined) {
    throw new Error(
      `The engine needs Node 22.19 or newer: this Electron has ${process.versions.node}, and TMINUS_NODE names no other. Start with: npm start`,
    );
  }
  return childHost(node, launch);
};
