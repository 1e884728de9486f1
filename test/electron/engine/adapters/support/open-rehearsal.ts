import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Rehearsal, startRehearsal } from '#rehearsal/start.ts';

/** A rehearsal environment in a folder of its own, that goes with it. */
export async function openRehearsal(): Promise<Rehearsal> {
  const dir = await mkdtemp(join(tmpdir(), 'tminus-rehearsal-'));
  const rehearsal = await startRehearsal({ dir });
  return {
    ...rehearsal,
    async stop() {
      await rehearsal.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
