import type { EngineCommand } from '#shared/domain/commands.ts';
import type { SilenceEntry } from '#shared/domain/silence/state.ts';
import type { SilenceSeen } from '../adapters/alertmanager/silence-port.ts';
import { markOf } from '../runner/silence.ts';
import type { Watching } from './watching.ts';

/** A request that was lost on the way is not done later than this, real time: what isn't there then was not placed. */
const ON_ITS_WAY_MS = 30_000;

/**
 * Reads our silences back: one whose answer was lost is found here when Alertmanager has it after all, and one that
 * somebody ended there is over here too. Nothing is asked while there is none.
 */
export function createSilenceWatch({ outside, state, clock, tell, signal }: Watching): () => Promise<void> {
  return async () => {
    const port = outside.silences;
    if (port === null) return;
    for (const entry of state().silences.silences) {
      if (entry.standing !== 'active' && entry.standing !== 'unknown') continue;
      const found = await port.find(markOf(state(), entry), signal);
      if (signal.aborted || !found.ok) return;
      // It may have been lifted, or its end may have come, while it was looked for.
      const is = state().silences.silences.find(({ id }) => id === entry.id);
      if (is?.standing !== entry.standing || clock.now() >= entry.endsAt) continue;
      const command = readBack(entry, found.value, clock.toReal(clock.now() - entry.askedAt));
      if (command !== null) tell(command);
    }
  };
}

function readBack(
  { id: silence, standing, reference }: SilenceEntry,
  found: SilenceSeen | null,
  askedAgoMs: number,
): EngineCommand | null {
  if (found !== null && found.state !== 'expired')
    return standing === 'unknown' ? { type: 'silence.confirm', silence, reference: found.id } : null;
  if (reference !== null || found !== null) return { type: 'silence.end', silence, why: 'elsewhere' };
  if (askedAgoMs < ON_ITS_WAY_MS) return null;
  return { type: 'silence.fail', silence, trouble: 'It is not in Alertmanager: place it again.' };
}
