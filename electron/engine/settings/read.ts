import type { SettingsRead } from '#shared/contract/settings-facts.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { plainSecrets, sectionsOf } from '#shared/settings/section-values.ts';
import type { Engine } from '../engine.ts';
import { readSettings, settingsPath } from './settings-file.ts';

/** The settings of production launches without their secrets, and what is wrong with them. */
export function readForWindow(engine: Engine): SettingsRead {
  const settings = readSettings(engine.home);
  const facts = { path: settingsPath(engine.home), mayNotSave: whyNotSave(engine.state) };
  if (!settings.ok) return { ...facts, sections: {}, plain: [], trouble: settings.error, shown: '' };
  const { file, shown } = settings.value;
  return { ...facts, sections: sectionsOf(file), plain: plainSecrets(file), trouble: null, shown };
}

/**
 * Connections are not changed under what is carried out over them, or is about to be. A decision that is open, a pause or an
 * operation that is looked at may need them repaired.
 */
export function whyNotSave(state: LaunchState): string | null {
  if (state.launch?.kind !== 'production') return null;
  const running = actionsInOrder(state.actions).find(
    ({ state, operations }) =>
      state === 'grace' ||
      operations.some((entry) => entry.state === 'running' && entry.planned.spec.kind !== 'manual.step'),
  );
  return running === undefined ? null : `"${running.title}" is being carried out over these connections.`;
}
