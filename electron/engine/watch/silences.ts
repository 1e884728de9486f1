import type { EngineCommand } from '#shared/domain/commands.ts';
import type { SilenceEntry } from '#shared/domain/silence/state.ts';
import type { SilenceSeen } from '../adapters/alertmanager/silence-port.ts';
import { markOf } from '../runner/silence.ts';
import type { Watching } from './watching.ts';

/**
 * A request that was lost on the way is not done later than this, real time: what isn't there then was not placed. What has been
 * there is over when it is away for as long.
 */
const ON_ITS_WAY_MS = 30_000;

/**
 * Reads our silences back: one whose answer was lost is found here when Alertmanager has it after all, and one that
 * somebody ended there is over here too; one that isn't there any more, when it stays away: of several Alertmanagers behind one
 * address one may not have heard of it yet. Nothing is asked while there is none.
 */
export function createSilenceWatch({ outside, state, clock, tell, signal }: Watching): () => Promise<void> {
  /** Since when one isn't found, launch time. */
  const missing = new Map<string, number>();
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
      if (found.value !== null) missing.delete(entry.id);
      else if (!missing.has(entry.id)) missing.set(entry.id, clock.now());
      const missingSince = Math.max(entry.askedAt, missing.get(entry.id) ?? entry.askedAt);
      const since = entry.reference === null ? entry.askedAt : missingSince;
      const command = readBack(entry, found.value, clock.toReal(clock.now() - since));
      if (command !== null) tell(command);
    }
  };
}

function readBack(
  { id: silence, standing, reference }: SilenceEntry,
  found: SilenceSeen | null,
  missingMs: number,
): EngineCommand | null {
  if (found !== null && found.state !== 'expired')
    return standing === 'unknown' ? { type: 'silence.confirm', silence, reference: found.id } : null;
  if (found === null && missingMs < ON_ITS_WAY_MS) return null;
  if (reference !== null || found !== null) return { type: 'silence.end', silence, why: 'elsewhere' };
  return { type: 'silence.fail', silence, trouble: 'It is not in Alertmanager: place it again.' };
}
