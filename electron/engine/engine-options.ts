import type { PushMessage } from '#shared/contract/envelope.ts';
import type { Clock } from './clock.ts';
import type { ScryptCost } from './identity/sealed-key.ts';
import type { RehearsalWorld } from './rehearsal-worlds.ts';
import type { SecretBox } from './settings/secret-box.ts';

/** What an engine is started with. */
export type EngineOptions = {
  /** Folder of this console: its key, people's sealed keys, the launches' logs. */
  readonly home: string;
  /** Time of rehearsals; production always goes by the real clock. */
  readonly clock: Clock;
  /** The worlds of the rehearsal environment; none without one. */
  readonly worlds: readonly RehearsalWorld[];
  /** Names this run of the rehearsal environment; undefined without one. */
  readonly environment?: string | undefined;
  /** The secrets that connections.json names; none without main. */
  readonly secrets?: SecretBox | undefined;
  /** What the launch that is opened by itself waits for before it reaches anything outside. */
  readonly outsideAfter?: Promise<unknown>;
  readonly push: (message: PushMessage) => void;
  readonly packs?: string;
  /** False: an Electron years behind in security fixes, good for tests and rehearsals only. */
  readonly isElectronOfficial?: boolean;
  /** Headless rehearsals and tests alone: keys of throw-away people. */
  readonly throwAwayCost?: ScryptCost;
};
