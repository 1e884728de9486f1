import { LaunchCreated } from '#shared/domain/launch/events.ts';
import { upcast } from '#shared/domain/upcasts.ts';
import type { LaunchCard } from './launch-files.ts';
import { openReadOnly } from './store/read-only.ts';

const firstSql = "SELECT version, data FROM event WHERE position = 1 AND type = 'launch.created'";

/**
 * The card of a launch whose own is gone or damaged, from its log's first event; undefined when that can't be read either.
 * The chain is checked when the launch is opened.
 */
export function cardFromLog(id: string, logFile: string): LaunchCard | undefined {
  const opened = openReadOnly(logFile);
  if (!opened.ok) return undefined;
  const { db } = opened.value;
  try {
    const row = db.prepare<[], { version: number; data: string }>(firstSql).get();
    if (row === undefined) return undefined;
    const data = upcast('launch.created', row.version, JSON.parse(row.data));
    const { kind, plan, tZeroAt, people } = LaunchCreated.parse({ type: 'launch.created', ...data });
    const { title, timeZone, variables } = plan;
    return { id, title, kind, tZeroAt, timeZone, pack: plan.pack.name, variables, people, isArchived: false };
  } catch {
    return undefined;
  } finally {
    db.close();
  }
}
