import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cast, commander } from '#test/support/launch-story.ts';
import { BenchApp, builtApp } from './electron/bench-app.ts';
import { passphrase } from './electron/bench-home.ts';
import { pssMb, treeOf } from './electron/processes.ts';
import { everywhere, floorAt, placesOf } from './electron/windows.ts';
import type { Row } from './row.ts';

const SETTLE_MS = 20_000;
const BETWEEN_MS = 1500;

/** The environment of a rehearsal is a world of its own: it is no part of the app. */
const ofApp = (app: BenchApp): readonly number[] => {
  const isOurs = (pid: number): boolean => {
    try {
      return !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('rehearsal.mjs');
    } catch {
      return false;
    }
  };
  return treeOf(app.pid).filter(isOurs);
};

/** Makes the rehearsal launch over the console's own bridge, as a person's first run does. */
const makeLaunch = (app: BenchApp) =>
  app.pages(
    async (made: unknown) => {
      if (location.hash.startsWith('#/wall')) return null;
      const bridge = Reflect.get(globalThis, 'tminus') as {
        call(name: string, input: unknown): Promise<{ ok: boolean }>;
      };
      const done = await bridge.call('launch.create', made);
      if (!done.ok) throw new Error(JSON.stringify(done));
      return null;
    },
    { pack: 'media-gateway', kind: 'rehearsal', variables: {}, people: cast, keeper: commander, passphrase },
  );

export const row: Row = {
  title: 'memory of console, four live screens and engine (proportional set size of all processes)',
  figures: [{ name: 'everything', floorIs: 'five empty windows', unit: 'MB', goal: 1.6 }],
  prepare: async (folder) => {
    const app = await builtApp(join(folder, 'app'));
    const open = () => BenchApp.open({ ...app, args: ['--wall'], env: { TMINUS_HOME: join(folder, 'home') } });
    const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    // One after the other: pages of the program that both had in memory would be halved for each.
    const first = await open();
    await everywhere(first, '#root > *', 5);
    const places = await placesOf(first);
    await first.stop();
    const floor = await floorAt(places, folder);
    await settled();
    const empty = pssMb(treeOf(floor.pid));
    await floor.stop();
    const ours = await open();
    await everywhere(ours, '#root > *', 5);
    await makeLaunch(ours);
    await everywhere(ours, '.wall-head, .header-phase', 5);
    await settled();
    return {
      sample: async () => {
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
        return [{ floor: empty, ours: pssMb(ofApp(ours)) }];
      },
      end: () => ours.stop(),
    };
  },
};
