import { logFile } from '#engine/launch-files.ts';
import { openReadOnly } from '#engine/store/read-only.ts';
import type { WindowStory } from './window-story.ts';

export type Stored = { readonly commandId: string; readonly data: Readonly<Record<string, unknown>> };

/** The events of a type as the log holds them, oldest first. */
export async function stored(here: WindowStory, type: string): Promise<readonly Stored[]> {
  const log = openReadOnly(logFile(here.tminus.home, (await here.snapshot())?.state.launch?.id ?? ''));
  if (!log.ok) throw new Error(log.error.message);
  const { db } = log.value;
  try {
    return db
      .prepare<[string], { command_id: string; data: string }>(
        'SELECT command_id, data FROM event WHERE type = ? ORDER BY position',
      )
      .all(type)
      .map(({ command_id, data }) => ({ commandId: command_id, data: JSON.parse(data) }));
  } finally {
    db.close();
  }
}
