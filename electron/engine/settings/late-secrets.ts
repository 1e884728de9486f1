import { setTimeout as sleep } from 'node:timers/promises';
import { secretPlaces } from '#shared/settings/secret-places.ts';
import type { Engine } from '../engine.ts';
import { connectAnew } from './connect-anew.ts';
import { whyNotSave } from './read.ts';
import { readSettings } from './settings-file.ts';

/** How often it is looked whether what runs over the connections has ended, real ms. */
const LOOK_AGAIN_MS = 1000;

/**
 * Secrets have come that were not there before, e.g. because the keychain waited for its password: an open production
 * launch whose connections name one of them connects anew, as soon as nothing is carried out over them.
 */
export async function connectWithNew(engine: Engine, names: readonly string[]): Promise<void> {
  const { launch } = engine;
  if (launch === null || engine.state.launch?.kind !== 'production') return;
  const settings = readSettings(engine.home);
  const isNamed = (name: string): boolean =>
    settings.ok &&
    secretPlaces(settings.value.file).some(({ value }) => typeof value !== 'string' && value.secret === name);
  if (!names.some(isNamed)) return;
  while (whyNotSave(engine.state) !== null) await sleep(LOOK_AGAIN_MS, undefined, { ref: false });
  if (engine.launch === launch) await connectAnew(engine, launch);
}
